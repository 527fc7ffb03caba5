namespace NpyIO.IO;

/// <summary>The Linux error numbers used here; 0 is success.</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NotFound = 2;
    internal const int Interrupted = 4;
    internal const int BadDescriptor = 9;
    internal const int WouldBlock = 11;
    internal const int NoMemory = 12;
    internal const int AccessDenied = 13;
    internal const int Exists = 17;
    internal const int NotDirectory = 20;
    internal const int IsDirectory = 21;
    internal const int Invalid = 22;
    internal const int TooLarge = 27;
    internal const int NoSpace = 28;
    internal const int NameTooLong = 36;
    internal const int NoLocks = 37;
    internal const int NotImplemented = 38;
    internal const int TooManyLinks = 40;
    internal const int NoData = 61;
    internal const int NotSupported = 95;
    internal const int Quota = 122;
}
