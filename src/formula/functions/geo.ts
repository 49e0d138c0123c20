import { FormulaEvaluationError } from '../../errors.ts';
import type { Value } from '../../model/value.ts';
import { isFields } from '../../values/fields.ts';
import { type ExactNumber, fromDouble, isNumber, toDouble } from '../../values/number.ts';
import { numberOf, textOf } from '../cast.ts';
import { type FunctionTable, parameter } from './define-function.ts';

/** Locations on a globe and the way between them, in doubles (reference: formula-semantics 58). */

/** Mean diameter of the earth in each unit. */
const DIAMETERS: Readonly<Record<string, number>> = { mi: 2 * 3958.761, km: 2 * 6371.009 };

interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

function coordinate(value: Value, name: string, limit: number): ExactNumber | null {
  if (value === null) return null;
  const number = numberOf(value);
  if (Math.abs(toDouble(number)) > limit)
    throw new FormulaEvaluationError(`the ${name} is not between -${limit} and ${limit}`);
  return number;
}

/** The place on a globe of radius 1; null where the location is. */
function pointOf(location: Value): Point | null {
  if (location === null) return null;
  if (!isFields(location)) throw new FormulaEvaluationError('DISTANCE takes locations, as GEOLOCATION gives them');
  const [latitude, longitude] = ['latitude', 'longitude'].map((name) => {
    const value = Object.hasOwn(location, name) ? location[name] : null;
    return isNumber(value) ? (toDouble(value) / 180) * Math.PI : null;
  });
  if (latitude === null || latitude === undefined || longitude === null || longitude === undefined) return null;
  const radius = Math.cos(latitude);
  return { x: Math.sin(longitude) * radius, y: Math.cos(longitude) * radius, z: Math.sin(latitude) };
}

export const GEO: FunctionTable = {
  GEOLOCATION: {
    doc: 'The location of a latitude and a longitude, for DISTANCE.',
    parameters: [parameter('latitude', 'Number'), parameter('longitude', 'Number')],
    result: 'Location',
    nulls: 'given',
    evaluate: ([north = null, east = null]) => {
      const latitude = coordinate(north, 'latitude', 90);
      const longitude = coordinate(east, 'longitude', 180);
      if ((latitude === null) !== (longitude === null)) {
        throw new FormulaEvaluationError('a location has a latitude and a longitude, or neither');
      }
      return latitude === null ? null : { latitude, longitude };
    },
  },
  DISTANCE: {
    doc: 'The distance between two locations, in miles ("mi") or kilometres ("km").',
    parameters: [parameter('from', 'Location'), parameter('to', 'Location'), parameter('unit', 'Text')],
    result: 'Number',
    nulls: 'given',
    inspect: ([, , unit]) =>
      unit?.kind === 'literal' && !/^(?:mi|km)$/.test(textOf(unit.value))
        ? [{ index: 2, message: 'the unit is "mi" or "km"' }]
        : [],
    evaluate: ([from = null, to = null, unit = null]) => {
      const name = textOf(unit);
      const diameter = Object.hasOwn(DIAMETERS, name) ? DIAMETERS[name] : undefined;
      if (diameter === undefined) throw new FormulaEvaluationError(`"${name}" is no unit of DISTANCE: "mi" or "km"`);
      const [a, b] = [pointOf(from), pointOf(to)];
      if (a === null || b === null) return null;
      const chord = Math.hypot(Math.hypot(a.x - b.x, a.y - b.y), a.z - b.z);
      return fromDouble(diameter * Math.asin(chord / 2));
    },
  },
};
