namespace NpyIO;

/// <summary>Python's pickles, as data: plain values, NumPy's arrays, and of every other object an inert description. The counterpart of <c>pickle.load</c>.</summary>
/// <remarks>
/// Reading a pickle cannot run code, whatever is in it. NpyIO has one closed table of names whose calls it knows (lists, dates, arrays), each of which builds a value in C#; every other name in the file
/// becomes a <see cref="PickleObject"/>, a description that stays one. No type or function is ever looked up by a name from a file.
/// </remarks>
public static partial class Pickle;
