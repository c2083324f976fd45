import type { RateLimit } from '../../simulator/rate-limit.ts';

/** A server of audit logs. */
export interface EventServerOptions {
  kind: 'events';
  /** A name of `SHAPES`. */
  shape: string;
  events: number;
  days: number;
  /** Milliseconds before each answer. */
  latency: number;
  limit?: RateLimit;
}

/** The simulator, for exports that read each project and each person. */
export interface OrganisationServerOptions {
  kind: 'organisation';
  users: number;
  projects: number;
  /** How long it has existed. */
  days: number;
  latency: number;
}

/** What the process of a server is started with. */
export type ServerOptions = EventServerOptions | OrganisationServerOptions;
