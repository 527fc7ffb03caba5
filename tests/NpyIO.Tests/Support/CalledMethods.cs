using System.Reflection;
using System.Reflection.Emit;

namespace NpyIO.Tests.Support;

/// <summary>Which methods an assembly's code calls, by its IL.</summary>
internal static class CalledMethods
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Every call: the caller, what it calls, and the type of the receiver where that is a value or a type parameter.</summary>
    internal static IEnumerable<(MethodBase Caller, MethodBase Called, Type? Receiver)> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        from caller in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All))
        from call in Of(caller)
        select (caller, call.Called, call.Receiver);

    private static IEnumerable<(MethodBase Called, Type? Receiver)> Of(MethodBase caller)
    {
        byte[] code = caller.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[]? typeArguments = caller.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        Type[]? arguments = caller.IsGenericMethod ? caller.GetGenericArguments() : null;
        Type? receiver = null;
        for (int i = 0; i < code.Length;)
        {
            OpCode opcode = code[i] == 0xFE ? Codes[(short)(0xFE00 | code[i + 1])] : Codes[code[i]];
            i += opcode.Size;
            int length = opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, i),
                _ => 4,
            };
            if (opcode == OpCodes.Constrained)
                receiver = caller.Module.ResolveType(BitConverter.ToInt32(code, i), typeArguments, arguments);
            else if (opcode.OperandType == OperandType.InlineMethod)
                yield return (caller.Module.ResolveMethod(BitConverter.ToInt32(code, i), typeArguments, arguments)!, receiver);
            if (opcode != OpCodes.Constrained)
                receiver = null;
            i += length;
        }
    }
}
