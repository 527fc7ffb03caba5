namespace NpyIO.Pickling;

/// <summary>Builds the result of a call to a class or function that NpyIO knows. They are all in one table; no other name in a file is ever called.</summary>
/// <param name="machine">The machine that reads the pickle.</param>
/// <param name="arguments">The arguments. If they are invalid, it calls <see cref="PickleMachine.Fail"/>; if it returns <see langword="null"/>, the call becomes a description.</param>
internal delegate object? KnownCall(PickleMachine machine, PickleTuple arguments);
