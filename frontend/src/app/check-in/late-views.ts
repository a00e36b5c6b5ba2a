/**
 * What the door needs only after a press, in one file. Two files would need different parts of Angular, and the
 * build would cut what they share with booking into pieces that weigh 2 kB more on every show page.
 */
export { Panels } from './panels/panels';
export { Scanner } from './scanner/scanner';
