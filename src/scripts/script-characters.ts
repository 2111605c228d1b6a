import { traditionalPairs } from './opencc.js'

/**
 * Simplified forms that Traditional text also writes, in other senses (`皇后`, `公里`, `台`) or as a
 * common hand or Hong Kong form (`税`, `温`, `户`): alone they prove nothing. Computed once from
 * OpenCC's phrase table (a Simplified form that occurs in any Traditional word), plus the Hong Kong
 * forms.
 */
const SHARED =
  '出家于后里面同种表么只制合向教万回系几才布党真干据广即台游克价周千准吃划局确志余占采斗查胜席范修致注适念云升征核愿筑既板胡叶娘' +
  '曲朱厂松丰暗蒙彩谷酸佛托折巨困旗岩秋私卷御搜抵梁累杯幸虫泛欲玩伙糖岳雕抬旋冬尸舍症扎愈呆污杰涌昆腊棋沈俊涂咸糊扇弦杆凶奸溪' +
  '恒凌辟荐厘咨扣吊拼郁泄夸仆咽丑朴卜矩拐挨哄戚挽柜姜喂佣僵璇刮霉蜡庵吁帘栗淀棱苹沾噪溯逾捆苔熏皂漓杠狸札蔑腌冢恤芸捍胄踊虱飧膻蓑跖埼苧' +
  '个税温户卧脱悦兑葱' +
  // Standard in Hong Kong and Taiwan too, where the tables know an older form (羣, 牀, 峯).
  '群床峰秘唇灶粽痴'

/** Shared forms that are nearly always Simplified: they decide where nothing else does. */
const WEAKLY_SIMPLIFIED = '个么种几万据广于里后价确'

/** Characters that the tables call Traditional and that Simplified text writes too (`显著`, `乾坤`). */
const NOT_TRADITIONAL = '著乾瞭藉於夥剋甚祇砲閤徵'

/** What single characters say about the script of a text. */
export interface ScriptCharacters {
  /** Written in Simplified text only. */
  readonly simplified: ReadonlySet<string>
  /** Shared, but far more common in Simplified text. */
  readonly weaklySimplified: ReadonlySet<string>
  /** Written in Traditional text only. */
  readonly traditional: ReadonlySet<string>
}

/** Traditional variants that OpenCC's Simplified table does not list. */
const MORE_TRADITIONAL = '衞啟粧'

function buildScriptCharacters(): ScriptCharacters {
  const pairs = traditionalPairs()
  const traditional = new Set([...MORE_TRADITIONAL, ...pairs.map(([from]) => from)])
  const simplified = new Set(pairs.map(([, to]) => to).filter((to) => !traditional.has(to)))
  for (const character of SHARED) {
    simplified.delete(character)
    traditional.delete(character)
  }
  for (const character of NOT_TRADITIONAL) traditional.delete(character)
  return { simplified, weaklySimplified: new Set(WEAKLY_SIMPLIFIED), traditional }
}

let characters: ScriptCharacters | undefined

/** The sets, built from OpenCC's Traditional-to-Simplified table at the first call (a few ms). */
export function scriptCharacters(): ScriptCharacters {
  characters ??= buildScriptCharacters()
  return characters
}
