// Where the library of TypeScript has `Symbol.dispose`.

import { AnsCoder, model } from 'constriction';

{
  using coder = new AnsCoder();
  using dice = model.uniform({ size: 6 });
  coder.encodeSymbol(3, dice);
}
