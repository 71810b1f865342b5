/** Large cities by standard-time offset in hours: examples of where people live by such a clock, never an attribution. */
const CITIES: Readonly<Record<number, readonly string[]>> = {
  [-11]: ['Pago Pago'],
  [-10]: ['Honolulu'],
  [-9]: ['Anchorage'],
  [-8]: ['Los Angeles', 'Vancouver', 'Tijuana'],
  [-7]: ['Denver', 'Phoenix', 'Calgary'],
  [-6]: ['Mexico City', 'Chicago', 'Guatemala City'],
  [-5]: ['New York', 'Bogotá', 'Lima'],
  [-4]: ['Caracas', 'Santiago', 'Halifax'],
  [-3]: ['São Paulo', 'Buenos Aires', 'Montevideo'],
  [-2]: ['Fernando de Noronha'],
  [-1]: ['Praia'],
  0: ['London', 'Lisbon', 'Accra'],
  1: ['Berlin', 'Lagos', 'Algiers'],
  2: ['Cairo', 'Johannesburg', 'Kyiv'],
  3: ['Moscow', 'Istanbul', 'Nairobi'],
  4: ['Dubai', 'Baku', 'Tbilisi'],
  5: ['Karachi', 'Tashkent', 'Mumbai (half an hour more)'],
  6: ['Dhaka', 'Almaty', 'Bishkek'],
  7: ['Bangkok', 'Jakarta', 'Hanoi'],
  8: ['Shanghai', 'Singapore', 'Perth'],
  9: ['Tokyo', 'Seoul', 'Pyongyang'],
  10: ['Sydney', 'Brisbane', 'Vladivostok'],
  11: ['Nouméa', 'Magadan'],
  12: ['Auckland', 'Suva'],
};

export function citiesAt(offsetMinutes: number): readonly string[] {
  return CITIES[Math.round(offsetMinutes / 60)] ?? [];
}
