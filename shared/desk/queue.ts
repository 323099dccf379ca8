/** The queue by which several machines share the shots of an ingest, as it is now. */
export interface QueueState {
  /** Of its Redis, without password; null where the settings name none. */
  readonly address: string | null;
  /** Whether it answers: where not, everything else is empty. */
  readonly answers: boolean;
  readonly waiting: number;
  readonly active: number;
  /** Given up; they are tried again when they are asked for again. */
  readonly failed: number;
  /** Since the Redis knows the queue. */
  readonly done: number;
  readonly workers: readonly QueueWorker[];
}

export interface QueueWorker {
  readonly name: string;
  /** Shots that it does side by side. */
  readonly slots: number;
  /** Since it began. */
  readonly done: number;
  readonly failed: number;
  /** Seconds of film that it goes through in a second. */
  readonly speed: number;
}
