import { Hono } from 'hono';
import * as v from 'valibot';
import { SOURCES } from '../../sources/index.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { NoQuery } from './lists.ts';

const Texts = v.array(v.string());
const VendorList = v.object({
  vendors: v.array(
    v.object({
      vendor: v.string(),
      aliases: Texts,
      title: v.string(),
      wayIn: v.string(),
      whatToConfigure: Texts,
      canTell: Texts,
      cannotTell: Texts,
      /** The vendor's own description of the format. */
      docs: v.string(),
      /** How it signs what it sends, where it does: set the `signingSecret` of the source. */
      signs: v.optional(v.string()),
      sampleRecord: v.unknown(),
    }),
  ),
});

export const vendors = new Hono<AppEnv>().get(
  '/v1/vendors',
  describe({
    summary: 'Whose records can be read, and what to configure there',
    tag: 'sources',
    door: 'admin',
    responses: { 200: jsonResponse(VendorList, 'All vendors') },
  }),
  admin(),
  valid('query', NoQuery),
  (context) =>
    context.json({
      vendors: SOURCES.map(({ vendor, aliases, title, wayIn, metadata, signature, sampleRecord }) => ({
        vendor,
        aliases,
        title,
        wayIn,
        ...metadata,
        ...(signature !== undefined && { signs: signature.scheme }),
        sampleRecord,
      })),
    }),
);
