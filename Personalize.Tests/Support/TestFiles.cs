namespace Personalize.Tests.Support;

/// <summary>Large real files that are no part of the repository. Who has them says where.</summary>
internal static class TestFiles
{
    private const string Variable = "PERSONALIZE_TEST_DATA";

    /// <returns>Path of the folder; null where there is none.</returns>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Skips the test where the file is absent.</summary>
    public static string Require(params string[] path)
    {
        var file = Folder is null ? null : Path.Combine([Folder, .. path]);
        Assert.SkipUnless(File.Exists(file) || Directory.Exists(file),
            $"{Path.Combine(path)} is optional data that is not here. Name the folder that holds it in {Variable}.");
        return file!;
    }
}
