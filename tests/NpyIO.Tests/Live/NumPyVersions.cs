using System.Text.Json;

namespace NpyIO.Tests.Live;

/// <summary>Which NumPy, Python and SciPy answer.</summary>
internal sealed record NumPyVersions(Version NumPy, Version Python, bool HasSciPy)
{
    /// <summary>Whether <c>np.savez</c> writes the bytes that NpyIO does: the form of an archive's headers is a matter of Python's version, that of an array's of NumPy's.</summary>
    internal bool IsTheRule => NumPy >= new Version(2, 4) && Python >= new Version(3, 13);

    internal static NumPyVersions Of(NumPyProcess process)
    {
        JsonElement answer = process.Ask(new { op = "version" });
        string[] numPy = answer.GetProperty("numpy").GetString()!.Split('.');
        int[] python = [.. answer.GetProperty("python").EnumerateArray().Select(part => part.GetInt32())];
        return new(Version.Parse($"{numPy[0]}.{numPy[1]}"), new(python[0], python[1]), answer.GetProperty("scipy").ValueKind != JsonValueKind.Null);
    }
}
