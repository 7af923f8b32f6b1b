namespace Personalize.Data.Spreadsheets.Worker;

/// <summary>How to start this program again as a worker: in its own host, behind <c>dotnet</c>, or inside a test.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Before the verb.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <param name="assemblyPath">Of the program that knows the verb; empty when it is published as a single file.</param>
    public static WorkerCommand For(string assemblyPath)
    {
        var process = Environment.ProcessPath;
        var name = Path.GetFileNameWithoutExtension(assemblyPath);
        if (process is not null && (assemblyPath.Length == 0 || Path.GetFileNameWithoutExtension(process) == name))
            return new WorkerCommand(process, []);
        return new WorkerCommand(DotnetHost(process), [assemblyPath]);
    }

    private static string DotnetHost(string? process)
    {
        if (process is not null && Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            return process;
        var file = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // The runtime lives in ROOT/shared/Microsoft.NETCore.App/VERSION.
        var runtime = System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
        var beside = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", file));
        return File.Exists(beside) ? beside : file;
    }
}
