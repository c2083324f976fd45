/** A task waiting for its turn, as p-queue hands it over. */
type Task = () => Promise<unknown>;

/** What p-queue passes along with a task. */
export interface LaneOptions {
  /** Tasks of one lane keep their order; lanes take turns. */
  lane?: string;
}

/**
 * The waiting line of the pacer: one line for each lane, served in turn, so that a resource with a thousand requests
 * to make cannot starve one that needs a single page. Implements p-queue's `Queue` interface.
 */
export class FairQueue {
  readonly #lanes = new Map<string, Task[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  enqueue(task: Task, options?: LaneOptions): void {
    const lane = options?.lane ?? '';
    const line = this.#lanes.get(lane);
    if (line) line.push(task);
    else this.#lanes.set(lane, [task]);
    this.#size += 1;
  }

  dequeue(): Task | undefined {
    const next = this.#lanes.entries().next();
    if (next.done) return undefined;
    const [lane, line] = next.value;
    const task = line.shift();
    // The lane goes behind the others; a Map keeps the order in which keys were set.
    this.#lanes.delete(lane);
    if (line.length > 0) this.#lanes.set(lane, line);
    this.#size -= 1;
    return task;
  }

  filter(options: Readonly<LaneOptions>): Task[] {
    return [...(this.#lanes.get(options.lane ?? '') ?? [])];
  }

  setPriority(): void {
    // Lanes take turns: there is nothing to prioritise.
  }
}
