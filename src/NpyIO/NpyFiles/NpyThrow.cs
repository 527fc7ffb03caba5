using System.Diagnostics.CodeAnalysis;

namespace NpyIO.NpyFiles;

/// <summary>Throws the errors of .npy files.</summary>
internal static class NpyThrow
{
    [DoesNotReturn]
    internal static void MisleadingName(string path) =>
        throw new ArgumentException($"Npy.Save writes a .npy file, and '{path}' is named as an archive: use Npz.Save, or a name that ends in .npy.", nameof(path));
}
