using System.Globalization;
using Personalize.Engine;

namespace Personalize.Web.Training;

/// <summary>Saved model sets on disk: <c>models/model-0000000017.bin</c>. A half-written file never has that name.</summary>
internal sealed partial class ModelFolder(string path, ILogger<ModelFolder> log)
{
    /// <summary>Files kept; an unreadable newest one leaves two to fall back to.</summary>
    public const int Kept = 3;

    private const string Pattern = "model-*.bin";

    public void Save(ModelSet models)
    {
        Directory.CreateDirectory(path);
        var name = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"model-{models.Version:D10}.bin"));
        var unfinished = name + ".tmp";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            ModelFile.Save(models, file);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, name, overwrite: true);
        Prune();
    }

    /// <summary>Readable model sets, newest first. What cannot be read is passed over, with a word in the log.</summary>
    public IEnumerable<ModelSet> LoadAll()
    {
        foreach (var name in NewestFirst())
        {
            if (TryLoad(name) is { } models) yield return models;
        }
    }

    private ModelSet? TryLoad(string name)
    {
        try
        {
            using var file = File.OpenRead(name);
            return ModelFile.Load(file);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(Path.GetFileName(name), problem);
            return null;
        }
    }

    private void Prune()
    {
        foreach (var old in NewestFirst().Skip(Kept).Concat(Directory.EnumerateFiles(path, Pattern + ".tmp").ToArray()))
        {
            try
            {
                File.Delete(old);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                LogNotDeleted(Path.GetFileName(old), problem);
            }
        }
    }

    private string[] NewestFirst() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, Pattern).OrderByDescending(name => name, StringComparer.Ordinal)]
        : [];

    [LoggerMessage(410, LogLevel.Warning, "Model file {Name} cannot be read and is passed over")]
    private partial void LogUnreadable(string name, Exception problem);

    [LoggerMessage(411, LogLevel.Warning, "Old model file {Name} cannot be deleted")]
    private partial void LogNotDeleted(string name, Exception problem);
}
