namespace NpyIO.IO;

/// <summary>Names that Windows reserves for devices, in every folder and with every extension.</summary>
internal static class WindowsName
{
    /// <summary>Returns whether Windows takes a name literally: not for a device, nor for a different name.</summary>
    internal static bool IsFile(string name)
    {
        if (name[^1] is '.' or ' ')
            return false;
        string stem = name.Split('.')[0].TrimEnd(' ').ToUpperInvariant();
        bool isPort = stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal));
        return !isPort && stem is not ("CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$");
    }
}
