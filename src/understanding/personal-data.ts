/** What personal data can be. */
export type PersonalDataKind =
  | 'mainland-id'
  | 'hong-kong-id'
  | 'macao-id'
  | 'taiwan-id'
  | 'passport'
  | 'phone'
  | 'email'

/** A place in folded text; offsets in UTF-16 code units. */
export interface PersonalDataSpan {
  readonly kind: PersonalDataKind
  readonly start: number
  readonly end: number
}

/** Stands for every character of what is masked: as good as a digit at the edge of a number. */
export const MASKED = '\0'
