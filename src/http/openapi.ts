import fastifySwagger from '@fastify/swagger'
import apiReference from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from 'fastify-type-provider-zod'
import type { Assistant } from '../assistant.js'
import { createApiExamples } from './api-examples.js'
import { apiSchemas } from './api-schemas.js'
import { type ApiDescription, completeDescription } from './describe-api.js'

/** The reference page styles and configures itself inline; nothing of it comes from elsewhere. */
const DOCS_CSP =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"

/** Groups of the reference page, in its order. */
const TAGS = [
  { name: 'Answers', description: 'Questions to cited answers, as JSON or as a stream of events' },
  { name: 'Corpus', description: 'Offices, documents and measures as published' },
  { name: 'Records', description: 'What was answered, and what readers thought of it' },
  { name: 'Embeddings', description: 'The embedding model, for other servers and for clients' },
  { name: 'Operation', description: 'Whether the service is alive and ready' },
] as const

const DESCRIPTION = `Answers questions on customs facilitation measures in Simplified Chinese, Traditional Chinese
and English. Every statement cites the exact office and measure number with the original words.

Offsets count UTF-16 code units; \`end\` is exclusive. Clients must tolerate outcomes, notices and
fields they do not know; the server refuses request fields it does not know.`

/**
 * Describes the routes registered after it as OpenAPI 3.1, made from the same zod schemas that check
 * requests and responses, and serves the description at `/openapi.json`.
 *
 * @param publicUrl Where the service is reached.
 * @param assistant Whose corpus the examples are taken from.
 */
export async function registerOpenApi(
  app: FastifyInstance,
  publicUrl: string,
  assistant: Pick<Assistant, 'corpus' | 'directory'>,
): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Customs measures assistant',
        version: '1.0.0',
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      tags: [...TAGS],
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description: 'Only where the operator asks for keys',
          },
        },
      },
      security: [{}, { key: [] }],
    },
    transform: createJsonSchemaTransform({ schemaRegistry: apiSchemas }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: apiSchemas }),
  })
  // The reference page loads scripts and styles from here alone, so that it works offline.
  await app.register(apiReference, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      pageTitle: 'Customs measures assistant: HTTP API',
      withDefaultFonts: false,
      // Services of others that the page would link to.
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
    hooks: {
      onRequest: async (_request, reply) => {
        reply.header('content-security-policy', DOCS_CSP)
      },
    },
  })
  let described: ApiDescription | undefined
  app.get('/openapi.json', { schema: { hide: true } }, async () => {
    described ??= completeDescription(
      JSON.parse(JSON.stringify(app.swagger())),
      createApiExamples(assistant),
    )
    return described
  })
}
