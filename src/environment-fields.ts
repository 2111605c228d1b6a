import { isIP } from 'node:net'
import { z } from 'zod'

/** Digits and nothing else: no `0x1F`, `1e3` or blank, which would also be numbers. */
export function wholeNumber(max: number) {
  const error = `expected a whole number from 0 to ${max}`
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((value) => value <= max, error)
}

/** An http or https address without a slash at its end; it may hold a path. */
export const optionalUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http or https address' })
  .refine((url) => !/[?#]/.test(url), 'expected an address without ? and #')
  .transform((url) => url.replace(/\/+$/, ''))
  .optional()

/** The same of a server that is shown a key and no password. */
export const optionalServerUrl = optionalUrl.refine(
  (url) => url === undefined || new URL(url).username === '',
  'expected an address without user and password',
)

/** A word that stands for true or false. */
export function oneOf<Yes extends string, No extends string>(yes: Yes, no: No) {
  return z
    .enum([yes, no], { error: `expected ${yes} or ${no}` })
    .transform((value) => value === yes)
}

/** An address of a PostgreSQL server; what else it holds is for the driver. */
export const databaseUrl = z
  .string()
  .refine(
    (url) => /^postgres(?:ql)?:\/\/./.test(url) && URL.canParse(url),
    'expected postgres://USER:PASSWORD@HOST:PORT/DATABASE',
  )

/** Addresses of PostgreSQL servers with commas between them; one may hold commas of its own. */
export const databaseUrls = z
  .string()
  .transform((text) => text.split(/,(?=\s*\w+:\/\/)/).map((part) => part.trim()))
  .pipe(z.array(databaseUrl))

/** The origin of pages, as browsers send it: scheme, host and port, without a path. */
export const originSchema = z
  .string()
  .transform((text) => (URL.canParse(text) ? new URL(text) : undefined))
  .refine(
    (url) =>
      url !== undefined &&
      /^https?:$/.test(url.protocol) &&
      // Browsers send no patterns: one would never match.
      !url.hostname.includes('*') &&
      `${url.pathname}${url.search}${url.hash}${url.username}` === '/',
    'expected an origin such as https://portal.example, without a path',
  )
  .transform((url) => url?.origin ?? '')

/** Origins with commas between them, or `*` alone. */
export const origins = commaList(
  z.union([z.literal('*'), originSchema], {
    error: 'expected origins such as https://portal.example with commas between them, or *',
  }),
).refine(
  (list) => list.length < 2 || !list.includes('*'),
  'expected either * or a list of origins, found both',
)

/** Names that stand for networks of one's own, as the framework knows them. */
const NETWORK_NAMES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal']

/**
 * Proxies with commas between them. That every sender is one is not offered: then each could say
 * that it is somebody else.
 */
export const proxies = commaList(
  z
    .string()
    .refine(
      isNetwork,
      `expected addresses, networks such as 10.0.0.0/8, or ${NETWORK_NAMES.join(', ')}, with commas between them`,
    ),
)

function isNetwork(text: string): boolean {
  if (NETWORK_NAMES.includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  const most = version === 4 ? 32 : 128
  // A network of no bits is everybody.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most)
}

function commaList<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item))
}
