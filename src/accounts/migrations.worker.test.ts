import { describe, expect, it } from 'vitest';
import { aBatch, anEnrichedLogin, IDENTITY, withStorage } from '../../test/support/worker/shard.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { openSql } from './sql.ts';

const schemaOf = (storage: DurableObjectStorage): unknown[] =>
  storage.sql.exec("SELECT name, sql FROM sqlite_master WHERE name NOT GLOB '_cf_*' ORDER BY name").toArray();

function dropAll(storage: DurableObjectStorage): void {
  for (const { name } of storage.sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'")
    .toArray()) {
    storage.sql.exec(`DROP TABLE "${name}"`);
  }
}

describe('migrations', () => {
  it('bring a shard from every earlier version to the same tables', () =>
    withStorage('migrations', (_, storage) => {
      const sql = openSql(storage);
      const latest = schemaOf(storage);
      for (let version = 0; version < MIGRATIONS.length; version += 1) {
        dropAll(storage);
        migrate(sql, version);
        expect(schemaOf(storage)).not.toEqual(latest);
        migrate(sql);
        expect(schemaOf(storage)).toEqual(latest);
      }
    }));

  it('change nothing when they run again', () =>
    withStorage('migrations-again', (open, storage) => {
      open().accept(aBatch([anEnrichedLogin('a', 'ola')]), IDENTITY);
      const before = schemaOf(storage);
      migrate(openSql(storage));
      expect(schemaOf(storage)).toEqual(before);
      expect(open().account('ola')?.events).toBe(1);
    }));

  it('leave no half of a version behind when a statement fails', () =>
    withStorage('migrations-fail', (_, storage) => {
      dropAll(storage);
      storage.sql.exec('CREATE TABLE outbox (in_the_way TEXT)');
      expect(() => migrate(openSql(storage))).toThrow('outbox');
      expect(storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'journal'").toArray()).toEqual([]);
      storage.sql.exec('DROP TABLE outbox');
      migrate(openSql(storage));
      expect(storage.sql.exec('SELECT max(version) AS version FROM migrations').one()).toEqual({
        version: MIGRATIONS.length,
      });
    }));
});
