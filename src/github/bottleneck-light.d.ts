/** The build without Redis, which has no description of its own. */
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck';
}
