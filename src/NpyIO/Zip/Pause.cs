namespace NpyIO.Zip;

/// <summary>
/// A point between two steps of writing. The caller of the steps then writes what has been collected, without blocking if it can, and may cancel; so synchronous and asynchronous
/// writing share the steps.
/// </summary>
internal readonly struct Pause;
