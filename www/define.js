// Registers `<heavy-ball>`. Import this for the tag; import `heavy-ball.js` for the class alone.

import { HeavyBall } from './heavy-ball.js';

// Twice on one page (a theme and a note, say) is no error: the first stays.
if (!customElements.get('heavy-ball')) customElements.define('heavy-ball', HeavyBall);
