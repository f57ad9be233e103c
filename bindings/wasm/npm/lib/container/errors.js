// Why a container could not be read.

/** A chunk was encoded with other models: parameters differ from those of the encoder. */
export class ModelMismatch extends RangeError {
  constructor(message, { array, chunk, start, end } = {}) {
    super(message);
    this.name = 'ModelMismatch';
    this.array = array;
    this.chunk = chunk;
    this.elements = start === undefined ? undefined : { start, end };
  }
}

/** A part of a container is damaged. */
export class Corrupt extends RangeError {
  constructor(message, { array, chunk } = {}) {
    super(message);
    this.name = 'Corrupt';
    this.array = array;
    this.chunk = chunk;
  }
}

/** A container ends before it should. */
export class Truncated extends RangeError {
  constructor(message) {
    super(message);
    this.name = 'Truncated';
  }
}

const CLASSES = { ModelMismatch, Corrupt, Truncated };

/** Calls Rust, whose errors say of which class they are. */
export function translated(call) {
  try {
    return call();
  } catch (error) {
    const Class = CLASSES[error?.kind];
    throw Class === undefined ? error : new Class(error.message, error);
  }
}
