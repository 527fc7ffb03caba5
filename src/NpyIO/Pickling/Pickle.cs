namespace NpyIO;

/// <summary>Reads and writes Python's pickles as data: plain values, NumPy's arrays, and an inert description of any other object. The counterpart of <c>pickle.load</c>.</summary>
/// <remarks>
/// Reading a pickle cannot run code, whatever it contains. NpyIO has one closed table of names whose calls it knows (lists, dates, arrays), and each of them builds a value in C#. Any
/// other name in the file becomes a <see cref="PickleObject"/>, which stays a description. No type or function is ever looked up by a name from a file.
/// </remarks>
public static partial class Pickle;
