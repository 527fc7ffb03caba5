namespace NpyIO.Pickling;

/// <summary>What a call of a class or function gives that NpyIO knows by name. There is one table of them; nothing else is ever called because of a name in a file.</summary>
/// <param name="machine">The machine that reads the pickle.</param>
/// <param name="arguments">The arguments; where they are not those of the class, <see cref="PickleMachine.Fail"/> says so, or <see langword="null"/> declines: then a description takes its place.</param>
internal delegate object? KnownCall(PickleMachine machine, PickleTuple arguments);
