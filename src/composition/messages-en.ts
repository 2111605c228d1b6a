import type { Messages } from './messages.js'
import { writtenDay } from './written-day.js'

/** What the assistant says to readers of English. */
export const enMessages: Messages = {
  leadMeasure: (reference) => `**${reference}:** `,
  leadTask: (reference) => `**${reference}:** `,
  leadWeaker: (reference) => `**${reference}:** `,
  strength: {
    in_force: (word) =>
      `The original's 「${word}」 describes a practice in force; check with customs whether it applies to your case.`,
    extended: (word) =>
      `The original's 「${word}」 means that an existing practice is being widened or improved.`,
    pilot: (word) =>
      `The original's 「${word}」 means a pilot; the text does not say that everyone can use it.`,
    reported: () => 'This is a result told by the report, not a rule.',
    supported: (word) =>
      `The original's 「${word}」 means support or promotion; the text does not say that it can be done now.`,
    explored: (word) =>
      `The original's 「${word}」 means that it is being explored or sought; the text does not say that it can be done now.`,
    announced: (word) =>
      `The original's 「${word}」 tells of something still to come when the report was written; the text does not say that it can be done now.`,
  },
  strengthPart: {
    in_force: (word) => `「${word}」 describes a practice in force`,
    extended: (word) => `「${word}」 means that an existing practice is being widened or improved`,
    pilot: (word) => `「${word}」 means a pilot`,
    reported: (word) => `「${word}」 tells a result`,
    supported: (word) => `「${word}」 means support or promotion only`,
    explored: (word) => `「${word}」 means that it is still being explored or sought`,
    announced: (word) => `「${word}」 was still to come when the report was written`,
  },
  strengthMixed: (parts) =>
    `The parts of the original differ in strength: ${parts.join('; ')}. Check with customs before you rely on it.`,
  strengthLabel: {
    in_force: 'in force',
    extended: 'being widened or improved',
    pilot: 'pilot',
    reported: 'reported',
    supported: 'supported',
    explored: 'explored or sought',
  },
  notStated: (what) => `The text does not state ${what}.`,
  facetNames: {
    place: 'which place or places are meant',
    who: 'which companies or people it is for',
    goods: 'which goods it covers',
    conditions: 'the conditions',
    channel: 'how or where to apply',
    materials: 'which documents are needed',
    timeLimit: 'a time or a period for this',
    amount: 'an amount or number',
    period: 'how long it is valid',
    responsible: 'which body does this',
    fee: 'a fee',
    percentage: 'the percentage',
    duration: 'a time or a period for this',
  },
  askedNames: {
    ahead: 'how early it has to be done',
    recurring: 'how often it is done',
    keeping: 'how long something may stay or must be kept',
    date: 'the date',
    deadline: 'by when it must be done',
    times: 'how many times that is',
    site: 'where it is located',
    whichPlaces: 'which places those are',
    whereKept: 'where the goods are kept',
    size: 'what size is required',
    limit: 'a limit',
    rate: 'the rate',
    share: 'the percentage',
    platform: 'which platform is used',
    criteria: 'by what it is judged',
    grade: 'which grade is needed',
  },
  bothNames: (one, other) => `${one} or ${other}`,
  leadPress: (reference) => `**${reference}:** `,
  titled: (reference, title) => `${reference}, “${title}”`,
  leadWhole: (reference, title) => `**${reference}, “${title}”:** `,
  leadOtherOffice: (office) =>
    `What follows is from ${office}, for reference only; it does not show how the office you asked about handles this.`,
  pressNote: 'This is a press report; the documents of the responsible authority prevail.',
  untranslated: (original) => `The measure is published in Chinese and reads: 「${original}」`,
  translationNote:
    'The sentences are unofficial translations; each citation holds the original words.',
  original: (original) => `Unofficial translation. Original: 「${original}」`,
  comparisonLead: (count) =>
    count === 1
      ? 'One measure in the documents held here addresses this:'
      : `${count} measures in the documents held here address this:`,
  comparisonHeader: ['Source', 'What it says', 'Strength'],
  absence: (office) => `${office}: its document says nothing about this.`,
  notDirectlyFound: (office) => `${office}: no measure that addresses this directly was found.`,
  officeNotIncluded: (offices) => `This service holds no document from ${offices}.`,
  officesCovered: (offices) => `This service covers: ${offices}.`,
  askOffice: (offices, hasHotline) =>
    hasHotline
      ? `To learn how this is handled at ${offices}, ask there or call the mainland China customs hotline, 12360.`
      : `To learn how this is handled at ${offices}, ask there.`,
  nationalHint: 'For what holds nationwide, see:',
  noOtherSpeaks:
    'No measure that addresses this directly was found in the other documents held here either.',
  ended: (reference, status, last, by) =>
    `${reference} spoke to this, but it ${status === 'repealed' ? 'has been repealed' : 'no longer applies'}${last === null ? '' : ` (last day in force: ${writtenDay(last, 'en')})`}${by === null ? '' : `; it was ${status === 'repealed' ? 'repealed' : 'replaced'} by ${by}`}. It can no longer be relied on.`,
  notYet: (reference, first) =>
    `${reference} speaks to this, but it takes effect only on ${writtenDay(first, 'en')}.`,
  endedDocument: (title, status, last, by) =>
    `“${title}” ${status === 'repealed' ? 'has been repealed' : 'no longer applies'}${last === null ? '' : ` (last day in force: ${writtenDay(last, 'en')})`}${by === null ? '' : `; it was ${status === 'repealed' ? 'repealed' : 'replaced'} by ${by}`}. Its measures can no longer be relied on.`,
  notYetDocument: (title, first) => `“${title}” takes effect only on ${writtenDay(first, 'en')}.`,
  noEvidence: (documents) =>
    `Nothing that answers this directly was found in the ${documents} documents held here.`,
  outOfScope:
    'This service answers questions on customs facilitation measures, port services and the Hainan Free Trade Port cases only; your question falls outside that.',
  youCouldAsk: 'You could ask:',
  foreignLanguage: 'Please ask in English or Chinese.',
  guardrail:
    'This service answers questions on customs facilitation, port services and the Hainan Free Trade Port cases only, and only from the documents it holds. You could ask:',
  vague: 'Which area are you asking about? You can also name the customs office.',
  vagueTopics: [
    {
      label: 'Duty relief and “zero tariff”',
      question: 'What facilitation is there for duty relief and “zero tariff” goods?',
    },
    {
      label: 'Processing trade and bonded business',
      question: 'What facilitation is there for processing trade and bonded business?',
    },
    {
      label: 'Fresh produce',
      question: 'How is clearance of fresh agricultural products made easier?',
    },
    {
      label: 'Authorized Economic Operators (AEO)',
      question: 'What benefits do Authorized Economic Operators get?',
    },
    {
      label: 'Cross-border e-commerce',
      question: 'What is there for returns in cross-border e-commerce?',
    },
  ],
  exampleQuestions: [
    {
      label: 'Can I take my goods from the port while the laboratory test is pending?',
      question: 'Can I take my goods from the port while the laboratory test is pending?',
    },
    {
      label: 'How early must I apply for an advance ruling?',
      question: 'How early must I apply for an advance ruling?',
    },
    {
      label: 'What measures does Dalian Customs have?',
      question: 'What measures does Dalian Customs have?',
    },
  ],
  whichDocument: (number) => `Several documents have a number ${number}. Which one do you mean?`,
  numberRange: (title, first, last) =>
    `“${title}” runs only from ${first} to ${last}; it has no such number.`,
  caseRange: (title, first, last) =>
    `Of “${title}”, only cases ${first} to ${last} are held here; the one you name is not among them.`,
  didYouMean: 'Did you mean one of these?',
  overviewAll: (documents, measures) =>
    `This service holds ${documents} ${documents === 1 ? 'document' : 'documents'} with ${measures} entries in all:`,
  overviewDocument: (title) => `**${title}** contains:`,
  overviewChapters: (title, _count, chapters) => `**${title}**, in ${chapters} parts:`,
  overviewChapter: (chapter, count, first, last) =>
    `${chapter}: ${count} measures, ${first} to ${last}`,
  overviewEntry: (title, unit, { count, first, last }) =>
    first === 1
      ? `${title}: ${count} ${unit.toLowerCase()}s`
      : `${title}: ${unit.toLowerCase()}s ${first} to ${last}`,
  overviewMeasure: (label, title, unit) => `${unit} ${label} – ${title}`,
  overviewClose: 'You can ask about any of them.',
  relatedSameDocument: 'See also in the same document',
  relatedOther: (office) => `See also ${office}`,
  relatedTask: 'See also the nationwide task list',
  relatedPress: 'See also the press reports',
  relatedFacet: {
    subject: () => 'For other goods or parties',
    place: () => 'For another place',
  },
  ask: (reference) => `Show me ${reference}`,
  askOverview: (document) => `What is in “${document}”?`,
  listSeparator: '; ',
}
