import type { OfficeRecord } from '../../domain/office.js'
import type { ReadFile } from '../ingest-types.js'
import type { DocumentFacts } from './facts-types.js'
import { readFacts } from './read-facts.js'

/** Offices such as `offices.yaml` has them. */
export const OFFICES: readonly OfficeRecord[] = [
  office('shanghai-customs', 'customs', false, '上海海关', '上海海關', 'Shanghai Customs', [
    '洋山',
    '浦东',
  ]),
  office('shenzhen-customs', 'customs', true, '深圳海关', '深圳海關', 'Shenzhen Customs', ['皇岗']),
  office('dalian-customs', 'customs', true, '大连海关', '大連海關', 'Dalian Customs', []),
  office(
    'hong-kong-customs',
    'regional',
    false,
    '香港海关',
    '香港海關',
    'Customs and Excise Department',
    [],
  ),
  office('state-council', 'body', false, '国务院', '國務院', 'State Council', []),
  {
    ...office(
      'national-2024',
      'programme',
      true,
      '2024年促进跨境贸易便利化专项行动',
      '2024年促進跨境貿易便利化專項行動',
      '2024 campaign',
      [],
    ),
    aliases: ['跨境贸易便利化专项行动', '海关总署'],
  },
]

function office(
  id: string,
  kind: OfficeRecord['kind'],
  covered: boolean,
  hans: string,
  hant: string,
  en: string,
  places: readonly string[],
): OfficeRecord {
  const place = (name: string): OfficeRecord['places'][number] => ({
    names: { 'zh-Hans': name, 'zh-Hant': name, en: `${id} ${name}` },
    aliases: [],
  })
  return {
    id,
    kind,
    covered,
    names: { 'zh-Hans': hans, 'zh-Hant': hant, en },
    aliases: [],
    places: places.map(place),
  }
}

/** Two measures that say nothing of the document. */
export const BODY =
  '一、优化查验。对低风险货物优先查验。\n二、压缩时间。2025年1月1日前完成系统改造。\n'

/** The facts of a text put together from what stands before, in and after its measures. */
export function factsOf(
  front: string,
  body: string = BODY,
  back = '',
  properties: ReadFile['properties'] = [],
): DocumentFacts {
  const text = `${front}\n${body}${back}`
  return readFacts({
    text,
    properties,
    frontEnd: front.length + 1,
    backStart: front.length + 1 + body.length,
    offices: OFFICES,
  })
}

/** A property as the readers give it. */
export function property(
  name: ReadFile['properties'][number]['name'],
  value: string,
): ReadFile['properties'][number] {
  return { name, value, from: `meta ${name}` }
}
