// One of two, as native radio buttons.

/**
 * @param {HTMLElement} group
 * @param {(value: string) => void} choose
 * @param {AbortSignal} signal
 * @returns {(value: string) => void} shows the value in force
 */
export function segments(group, choose, signal) {
  const inputs = [...group.querySelectorAll('input')];
  group.addEventListener(
    'change',
    (event) => {
      if (event.target instanceof HTMLInputElement && event.target.checked) choose(event.target.value);
    },
    { signal },
  );
  return (value) => {
    for (const input of inputs) {
      if (input.checked !== (input.value === value)) input.checked = input.value === value;
    }
  };
}
