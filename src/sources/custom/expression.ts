import jsonata from 'jsonata';
import { fail, ok, type Result } from '../../domain/result.ts';
import { refusal } from './allowed.ts';
import { Budget } from './budget.ts';

/**
 * JSONata in a mapping, kept to what a field needs: paths, predicates, conditions and the plain functions. Whatever can
 * cost more than its text and its record (variables, functions of one's own, ranges, regular expressions, padding) or gives another
 * answer the next time (clock, chance) is refused when the mapping is saved; what paths inside of paths can still cost is counted
 * while they run.
 */

/** Longest expression. */
const MAX_LENGTH = 1_000;
/** Nested evaluations, and members of a sequence, that one expression may use. */
const GUARDS = { stack: 100, sequence: 1_000 };
/** JSONata calls what stands under this name with every value that it has evaluated. */
const ON_VALUE = Symbol.for('jsonata.__evaluate_exit');
/** A variable that no expression can name, since variables are refused. */
const BUDGET = 'budget';

declare module 'jsonata' {
  interface Expression {
    assign(
      name: symbol,
      value: (expr: ExprNode, input: unknown, environment: Environment, value: unknown) => void,
    ): void;
  }
}

/** Reads one record; undefined when it finds nothing, fails on this record, or would take too long on it. */
export type Expression = (record: unknown) => Promise<unknown>;

export function compileExpression(text: string): Result<Expression, string> {
  if (text.length > MAX_LENGTH) return fail(`longer than ${MAX_LENGTH} characters`);
  try {
    const expression = jsonata(text, GUARDS);
    const refused = refusal(expression.ast());
    if (refused !== undefined) return fail(`${refused} are not allowed here`);
    expression.assign(ON_VALUE, (_expr, _input, environment, value) => {
      const budget: unknown = environment.lookup(BUDGET);
      if (budget instanceof Budget) budget.pay(value);
    });
    return ok((record) => evaluate(expression, record));
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'not JSONata');
  }
}

async function evaluate(expression: jsonata.Expression, record: unknown): Promise<unknown> {
  try {
    const value: unknown = await expression.evaluate(record, { [BUDGET]: new Budget(record) });
    return value;
  } catch {
    return undefined;
  }
}
