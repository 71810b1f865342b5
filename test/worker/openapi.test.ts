import { beforeAll, expect, it } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { call } from '../support/worker/client.ts';

interface Operation {
  readonly summary?: string;
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Record<string, unknown>[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[];
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, { schema: object }> }>>;
}

interface Description {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { securitySchemes: object; schemas: object };
}

let text: string;
let description: Description;

beforeAll(async () => {
  const response = await call('/openapi.json');
  expect(response.status).toBe(200);
  text = await response.text();
  description = JSON.parse(text);
}, 60_000);

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

it('is OpenAPI 3.1', () => {
  expect(description.openapi).toMatch(/^3\.1\./);
  expect(description.info).toMatchObject({ title: 'Meridian', version: expect.any(String) });
});

it('describes every route that is registered, and no other', () => {
  const registered = createApp()
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const described = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(described.toSorted()).toEqual([...new Set(registered)].toSorted());
});

it('says of every operation what it does, who may call it, and what it answers', () => {
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, method, operation } of operations()) {
    const name = `${method} ${path}`;
    expect(operation.summary, name).toBeTruthy();
    expect(operation.tags, name).toHaveLength(1);
    expect(operation.security, name).toBeDefined();
    for (const scheme of (operation.security ?? []).flatMap(Object.keys)) {
      expect(Object.keys(description.components.securitySchemes), name).toContain(scheme);
    }
    expect(
      Object.keys(operation.responses).some((status) => /^[23]\d\d$/.test(status)),
      name,
    ).toBe(true);
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(status, name).toMatch(/^[1-5]\d\d$/);
      expect(response.description, `${name} ${status}`).toBeTypeOf('string');
    }
  }
});

it('names every parameter of a path', () => {
  for (const { path, method, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(described.map(({ name }) => name).toSorted(), `${method} ${path}`).toEqual(inPath.toSorted());
    for (const parameter of described) expect(parameter.required).toBe(true);
  }
});

it('refers only to schemas that it holds', () => {
  const known = new Set(Object.keys(description.components.schemas).map((name) => `#/components/schemas/${name}`));
  const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
  expect(refs.length).toBeGreaterThan(0);
  for (const ref of refs) expect(known).toContain(ref);
});
