namespace NpyIO.Benchmarks.Compare;

/// <summary>One line of the table: something NpyIO does, against what the group's rivals did.</summary>
/// <param name="Number">The target's number.</param>
/// <param name="Work">What is done, in words.</param>
/// <param name="Operation">NpyIO's operation.</param>
/// <param name="Threads">The most threads it may use; 0 for as many as help.</param>
/// <param name="Target">The target, as it is quoted.</param>
/// <param name="Limit">What a probe that does the least the machine allows has reached, as it is quoted.</param>
internal sealed record Row(string Number, string Work, string Operation, int Threads, Target? Target, string Limit);
