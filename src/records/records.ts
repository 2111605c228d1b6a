import { type AdminReports, createAdminReports } from './admin-reports.js'
import { type AnswerStore, createAnswerStore } from './answer-store.js'
import { type ConversationStore, createConversationStore } from './conversation-store.js'
import type { Database } from './database.js'
import { createMaintenance, type Maintenance } from './maintenance.js'

/** What the records need besides a database. */
export interface RecordsOptions {
  /** Days that answers are kept; 0 keeps them for ever. */
  readonly retentionDays: number
  readonly now?: () => Date
}

/**
 * Conversations, answers with their evidence as it was, and feedback. Whatever is not there, or is
 * another key's, is a result `not_found`; a database that fails throws `DatabaseError`.
 */
export interface Records extends AnswerStore, ConversationStore, AdminReports, Maintenance {}

/** Creates the records over a database whose tables are up to date. */
export function createRecords(
  database: Database,
  { retentionDays, now = () => new Date() }: RecordsOptions,
): Records {
  return {
    ...createAnswerStore(database, now),
    ...createConversationStore(database),
    ...createAdminReports(database),
    ...createMaintenance(database, { retentionDays, now }),
  }
}
