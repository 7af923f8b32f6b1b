namespace Personalize.Tests.Support;

/// <summary>Large real files that live beside the repository, or nowhere.</summary>
internal static class TestFiles
{
    private const string Variable = "PERSONALIZE_TEST_DATA";

    /// <returns>Path of the folder; null where there is none.</returns>
    public static string? Folder { get; } = Find();

    /// <summary>Skips the test where the file is absent.</summary>
    public static string Require(params string[] path)
    {
        var file = Folder is null ? null : Path.Combine([Folder, .. path]);
        Assert.SkipUnless(File.Exists(file) || Directory.Exists(file),
            $"{Path.Combine(path)} is not here. Put it into shared/data above the repository, or name its folder in {Variable}.");
        return file!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
