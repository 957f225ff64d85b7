// The named scenes, as a Scene's entries. Keys that are absent take their defaults.

/**
 * @typedef {object} NamedScene
 * @property {string} title
 * @property {string} sentence what to look at
 * @property {string[]} anyway properties of a Scene that may be others, and the sentence is still true
 * @property {Record<string, string | number | number[]>} scene
 */

const THREE = 'ema heavy-ball trace';
const BOWL = {
  surface: 'quadratic(condition-number=20)', start: '-3.6,1.05', steps: 100, rules: THREE, 'learning-rate': 0.05, momentum: 0.9,
};

/** A sentence speaks of the numbers of its scene, of every α > 0 from everywhere, or besides of every landscape. */
const THESE = ['tolerance'];
const EVERY = [...THESE, 'learningRate', 'start'];
const EVERYWHERE = [...EVERY, 'surface'];

/** What is said where no scene's sentence is true. */
export const OWN = 'Drag the start, α, β or the playhead. With “from here on” a change acts from the playhead’s step, and what came before stays.';

/** @type {NamedScene[]} */
export const SCENES = [
  {
    title: 'Same road, then apart',
    anyway: EVERYWHERE,
    sentence: 'Heavy ball and trace are one path until α drops at step 8. The heavy ball carries its old steps on; the trace takes the new α at once.',
    scene: { ...BOWL, steps: 140, schedule: '8:learning-rate=x0.2' },
  },
  {
    title: 'α to 0: who coasts?',
    anyway: EVERYWHERE,
    sentence: 'At step 20 α becomes 0. Two of them stop dead; the heavy ball, whose memory is already a displacement, rolls on until β has used it up.',
    scene: { ...BOWL, schedule: '20:learning-rate=0' },
  },
  {
    title: 'Engine off: all coast',
    anyway: EVERYWHERE,
    sentence: 'At step 20 the gradient is cut and α stays. Now every memory is spent, each step β times the last: a coast of β/(1−β) = 9 last steps.',
    scene: { ...BOWL, schedule: '20:gradient=0' },
  },
  {
    title: 'Same step: three in one',
    anyway: EVERY,
    sentence: 'Give the EMA α/(1−β) and all three draw the same path, up to rounding. Now go to the middle, switch on “from here on”, and move α.',
    scene: {
      surface: 'quadratic(condition-number=20,rotation=20)', start: '-3.4,-1.2', steps: 120, rules: THREE,
      'learning-rate': 0.03, momentum: 0.9, match: 'matched',
    },
  },
  {
    title: 'Over the limit',
    anyway: THESE,
    sentence: 'α λ = 4 is over heavy ball’s limit 2(1+β) = 3.8 along the steep axis, so heavy ball and trace leave. The EMA takes in only the share 1−β of each gradient, and stays.',
    scene: {
      surface: 'quadratic(condition-number=20)', start: '-3.6,0.3', steps: 110, rules: THREE,
      'learning-rate': 0.2, momentum: 0.9,
    },
  },
  {
    title: 'Ravine, κ = 100',
    anyway: THESE,
    sentence: 'The steep wall keeps α small, so gradient descent creeps. Momentum adds up along the floor; across it the heavy ball rings for a long time, and Nesterov, at α = 1/λ, not at all.',
    scene: {
      surface: 'quadratic(condition-number=100,rotation=15)', start: '-3.6,0.6', steps: 150,
      rules: 'gradient-descent heavy-ball nesterov', 'learning-rate': 0.01, momentum: 0.9,
    },
  },
  {
    title: 'Rosenbrock’s bend',
    anyway: THESE,
    sentence: 'Down the wall, then along a bent floor. The heavy ball rings from wall to wall; Nesterov, which looks ahead, hardly does; gradient descent stays behind.',
    scene: {
      surface: 'rosenbrock', start: '-1.2,1', steps: 300, rules: 'gradient-descent heavy-ball nesterov',
      'learning-rate': 0.0006, momentum: 0.9,
    },
  },
  {
    title: 'Escaping the saddle',
    anyway: THESE,
    sentence: 'Beside the ridge the gradient is almost nothing. At the same α the heavy ball, whose old steps add up, leaves first; the average is the last to set out.',
    scene: {
      surface: 'saddle', start: '-1.5,0.01', steps: 80, rules: 'gradient-descent ema heavy-ball',
      'learning-rate': 0.05, momentum: 0.9,
    },
  },
  {
    title: 'Adam and RMSProp',
    anyway: EVERY,
    sentence: 'Divide by the gradient’s own size, and its scale drops out. What is left for α is a length, and somebody still has to say how long.',
    scene: {
      surface: 'quadratic(condition-number=100)', start: '-3.6,1.4', steps: 120,
      rules: 'heavy-ball rmsprop(learning-rate=0.05) adam(learning-rate=0.2)', 'learning-rate': 0.01, momentum: 0.9,
    },
  },
];
