import type { Command } from '../child.ts';

/** What is to be exported where. */
export interface Assignment {
  url: string;
  adminKey: string;
  folder: string;
  /** Unix seconds from which on, and before which, there are events. */
  from: number;
  to: number;
  /** Resources or a preset: `audit_logs`, or what only the action can do. */
  resources: string;
  /** True if an earlier export lies in the folder already, to be continued. */
  isIncremental: boolean;
}

/** A program that exports audit logs into files. */
export interface Contestant {
  name: string;
  version: string;
  command(assignment: Assignment): Command;
}
