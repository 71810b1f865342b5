/** Text that an attacker might put where a name belongs. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><svg/onload=alert(1)>',
  'javascript:alert(1)',
  '&lt;b&gt;&#x3c;',
  '\u202Egpj.exe\u0000\u0007',
  ']]><!--',
] as const;
