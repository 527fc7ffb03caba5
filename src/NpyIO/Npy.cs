namespace NpyIO;
/// <summary>t</summary>
public static class Npy { /// <summary>t</summary>
public static int X => 42; }
