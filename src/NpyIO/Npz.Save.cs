using System.Runtime.CompilerServices;

namespace NpyIO;

public static partial class Npz
{
    /// <summary>Saves arrays.</summary>
    public static void Save(string path, params ReadOnlySpan<(string Name, NdArray Array)> arrays) => throw new NotImplementedException();

    /// <summary>Saves arrays.</summary>
    [OverloadResolutionPriority(-1)]
    public static void Save(string path, params ReadOnlySpan<NdArray> arrays) => throw new NotImplementedException();

    /// <summary>Saves arrays.</summary>
    public static void Save(string path, IEnumerable<NpzItem> items, NpzWriteOptions? options = null) => throw new NotImplementedException();
}
