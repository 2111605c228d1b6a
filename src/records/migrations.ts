/** One step from a version of the tables to the next. */
export interface Migration {
  /** 1, 2, 3, … without a gap. */
  readonly version: number
  readonly name: string
  /** Run in order, in one transaction with all other pending steps. */
  readonly statements: readonly string[]
}

/**
 * All steps. A step that has landed is never changed: databases that have it would not get the
 * change. Ids of keys are no foreign keys, so that what a key made outlives it.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'conversations, answers, feedback',
    statements: [
      `create table conversations (
         id uuid primary key,
         owner_key_id text,
         created_at timestamptz not null,
         updated_at timestamptz not null
       )`,
      `create index conversations_updated on conversations (updated_at)`,
      `create table answers (
         id uuid primary key,
         conversation_id uuid not null references conversations (id) on delete cascade,
         owner_key_id text,
         created_at timestamptz not null,
         question text not null,
         outcome text not null,
         language text not null,
         mode text not null,
         channel text not null,
         total_ms double precision not null,
         request jsonb not null,
         answer jsonb not null
       )`,
      `create index answers_created on answers (created_at, id)`,
      `create index answers_outcome on answers (outcome, created_at, id)`,
      `create index answers_conversation on answers (conversation_id, created_at, id)`,
      `create table feedback (
         answer_id uuid primary key references answers (id) on delete cascade,
         rating text not null check (rating in ('useful', 'not_useful')),
         comment text,
         created_at timestamptz not null,
         updated_at timestamptz not null
       )`,
      `create index feedback_rating on feedback (rating, answer_id)`,
    ],
  },
  {
    version: 2,
    name: 'keys, use of tokens, idempotency',
    statements: [
      `create table api_keys (
         id uuid primary key,
         prefix text not null unique,
         secret_hash text not null,
         name text not null,
         scopes text[] not null,
         origins text[] not null,
         limit_per_minute integer,
         daily_tokens integer,
         created_at timestamptz not null,
         expires_at timestamptz,
         revoked_at timestamptz,
         last_used_at timestamptz
       )`,
      `create table token_use (
         owner text not null,
         day timestamptz not null,
         tokens bigint not null,
         primary key (owner, day)
       )`,
      `create index token_use_day on token_use (day)`,
      `create table idempotency (
         owner text not null,
         key text not null,
         body_hash text not null,
         ticket uuid not null,
         lease_until timestamptz not null,
         expires_at timestamptz not null,
         response jsonb,
         primary key (owner, key)
       )`,
      `create index idempotency_expires on idempotency (expires_at)`,
    ],
  },
  {
    version: 3,
    name: 'proof that the database takes writes',
    statements: [
      `create table write_proof (
         id integer primary key,
         written_at timestamptz not null
       )`,
    ],
  },
  {
    version: 4,
    name: 'counts of requests that all servers share',
    statements: [
      // Rows change with every request: room in their pages keeps the index out of it.
      `create unlogged table rate_counts (
         caller text primary key,
         hits integer not null,
         ends_at timestamptz not null
       ) with (fillfactor = 50)`,
    ],
  },
]
