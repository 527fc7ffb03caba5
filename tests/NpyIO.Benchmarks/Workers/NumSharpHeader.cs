using System.Reflection;
using System.Reflection.Emit;
using NumSharp.IO;

namespace NpyIO.Benchmarks.Workers;

/// <summary>NumSharp's header parser, which is internal to it; reached by a compiled call, so that no reflection is in the measured time.</summary>
internal static class NumSharpHeader
{
    /// <summary>Parses the header of a version 1.0 file; the stream stands behind magic and version.</summary>
    internal static Action<Stream> Parser { get; } = Compile();

    private static Action<Stream> Compile()
    {
        MethodInfo read = typeof(NpyFormat).GetMethod("ReadArrayHeader", BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new NotSupportedException("this NumSharp has no NpyFormat.ReadArrayHeader");
        MethodInfo version = typeof(NpyFormat.FormatVersion).GetProperty(nameof(NpyFormat.FormatVersion.V1_0))!.GetMethod!;
        var method = new DynamicMethod("ParseHeader", null, [typeof(Stream)], typeof(NumSharpHeader).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, version);
        il.Emit(OpCodes.Ldc_I8, (long)NpyFormat.MaxHeaderSize);
        il.Emit(OpCodes.Call, read);
        il.Emit(OpCodes.Pop);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<Stream>>();
    }
}
