const CHINESE =
  '的 地 得 了 着 过 吗 呢 吧 啊 呀 么 嘛 啦 哦 哈 是 在 有 和 与 及 以及 或 或者 并 而 但 但是 如果 那么 ' +
  '我 你 您 他 她 它 我们 你们 他们 咱们 自己 请 请问 问 问一下 一下 想 想问 想知道 知道 ' +
  '什么 怎么 怎么办 怎样 怎么样 如何 哪 哪些 哪个 哪里 哪儿 为什么 为何 多少 几 吗 能 能否 可以 可不可以 能不能 可否 是否 是不是 有没有 ' +
  '要 需要 会 应该 这 那 这个 那个 这些 那些 这样 个 些 就 都 也 还 又 再 才 很 被 把 让 给 跟 同 对 对于 关于 从 到 为 为了 以 于 等 等等 之 其 ' +
  '上 里 中 时 时候 的话 告诉 介绍 说 说明 ' +
  // Cantonese, as it folds.
  '嘅 咗 咩 啲 喺 唔 嗰 佢 佢哋 我哋 你哋 哋 咁 乜 乜嘢 嘢 点样 点 几时 边 边个 边度 呢个 嗰个 有冇 冇 㗎 喎 啱 俾 畀 系 系咪 咪 唔该 嗯'

const ENGLISH =
  'a an the of to in on at by for from with without into onto as is are was were be been being am ' +
  'do does did doing done have has had having can could may might must shall should will would ' +
  'i me my we us our you your he she it its they them their this that these those there here ' +
  'and or but if then so than not no nor also too very just about over under ' +
  'what which who whom whose when where why how any some all each every both other such ' +
  'please tell know want need get let s t'

/**
 * Words that say nothing about the matter of a question, folded: particles, pronouns, question
 * words, auxiliaries; in Chinese (with Cantonese) and English. Negations that can carry meaning
 * inside a term (`免于`, `不予`) are single tokens of their own and are not listed.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `${CHINESE} ${ENGLISH}`.split(' ').filter((word) => word !== ''),
)
