namespace NpyIO.Arrays.Printing;

/// <summary>What all parts of one print share.</summary>
/// <param name="Options">The options.</param>
/// <param name="Objects">Writes Python objects, and knows which ones are being written.</param>
/// <param name="HasPlainFloats">Whether floats are not aligned: in the <c>str</c> of a single record.</param>
internal sealed record PrintState(PrintOptions Options, PythonRepr Objects, bool HasPlainFloats = false);
