using NpyIO.IO;

namespace NpyIO.Cli.Unpacking;

/// <summary>
/// Determines where an entry is unpacked below the folder. A name in an archive may be anything; a name that is unsafe on any system is refused on all of them.
/// </summary>
internal static class EntryPath
{
    internal const string ArrayExtension = ".npy";

    /// <summary>Returns folders, then the file; only folders if the entry is a folder. The file of an array always ends with <c>.npy</c>.</summary>
    internal static string[] Of(string fullName, bool isArray)
    {
        if (WhatIsWrong(fullName) is { } problem)
            throw new ToolException($"nothing is unpacked: the name of entry '{fullName}' {problem}");
        string path = IsFolder(fullName) ? fullName[..^1] : fullName;
        if (isArray && !path.EndsWith(ArrayExtension, StringComparison.Ordinal))
            path += ArrayExtension;
        return path.Split('/');
    }

    // As ZIP programs write folders; NumPy does not.
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
