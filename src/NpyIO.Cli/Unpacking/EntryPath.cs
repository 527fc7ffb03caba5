using NpyIO.IO;

namespace NpyIO.Cli.Unpacking;

/// <summary>
/// Tells where an entry goes below the folder into which an archive is unpacked. A name in an archive may be anything; what a name could do on any system is refused on all of them.
/// </summary>
internal static class EntryPath
{
    private const string ArrayExtension = ".npy";

    /// <summary>The parts of the path: folders, then the file; for a folder, folders alone.</summary>
    /// <param name="fullName">The name as it stands in the archive.</param>
    /// <param name="isArray">Whether the entry is an array, whose file is called <c>.npy</c> in any case.</param>
    /// <exception cref="ToolException">The name leads out of the folder, or is none that a file can have.</exception>
    internal static string[] Of(string fullName, bool isArray)
    {
        if (WhatIsWrong(fullName) is { } problem)
            throw new ToolException($"nothing is unpacked: the name of entry '{fullName}' {problem}");
        string path = IsFolder(fullName) ? fullName[..^1] : fullName;
        if (isArray && !path.EndsWith(ArrayExtension, StringComparison.Ordinal))
            path += ArrayExtension;
        return path.Split('/');
    }

    /// <summary>Whether an entry is a folder, as ZIP programs write them; NumPy writes none.</summary>
    internal static bool IsFolder(string fullName) => fullName.EndsWith('/');

    private static string? WhatIsWrong(string name)
    {
        if (name.Length == 0)
            return "is empty";
        if (name.Contains('\0'))
            return "has a NUL in it";
        if (name.Contains('\\'))
            return "has a backslash in it";
        if (name[0] == '/')
            return "begins with a slash";
        if (char.IsAsciiLetter(name[0]) && name.Length > 1 && name[1] == ':')
            return "begins with a drive letter";
        string path = IsFolder(name) ? name[..^1] : name;
        foreach (string part in path.Split('/'))
        {
            if (part.Length == 0)
                return "has an empty part";
            if (part is "." or "..")
                return $"has the part '{part}'";
            if (OperatingSystem.IsWindows() && (part.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || !WindowsName.IsFile(part)))
                return $"has the part '{part}', which Windows allows no file";
        }
        return null;
    }
}
