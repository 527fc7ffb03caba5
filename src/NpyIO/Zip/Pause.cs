namespace NpyIO.Zip;

/// <summary>
/// A place between two steps of writing at which it may be left: whoever runs the steps then writes what has come together, without blocking where it can, and may cancel.
/// So the steps are the same, synchronous and not.
/// </summary>
internal readonly struct Pause;
