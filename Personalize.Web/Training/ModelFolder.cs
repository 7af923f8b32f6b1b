using System.Globalization;
using Personalize.Engine;

namespace Personalize.Web.Training;

/// <summary>Saved model sets on disk: <c>models/model-0000000017.bin</c>. A half-written file never has that name.</summary>
internal sealed partial class ModelFolder(string path, ILogger<ModelFolder> log)
{
    /// <summary>Files kept beside the one that serves: what one can go back to.</summary>
    public const int Kept = 5;

    private const string Pattern = "model-*.bin";

    /// <param name="serving">Version of the models in service, which are kept however old; 0 for none.</param>
    public void Save(ModelSet models, long serving)
    {
        Directory.CreateDirectory(path);
        var name = NameOf(models.Version);
        var unfinished = name + ".tmp";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            ModelFile.Save(models, file);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, name, overwrite: true);
        Prune(serving);
    }

    /// <returns>Whether there is a file of that version.</returns>
    public bool Has(long version) => File.Exists(NameOf(version));

    /// <returns>Null when the file is gone or cannot be read; the log says why.</returns>
    public ModelSet? Load(long version)
    {
        var name = NameOf(version);
        if (!File.Exists(name)) return null;
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

    private string NameOf(long version) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"model-{version:D10}.bin"));

    private void Prune(long serving)
    {
        var old = Directory.EnumerateFiles(path, Pattern).Except([NameOf(serving)]).OrderDescending(StringComparer.Ordinal).Skip(Kept);
        foreach (var name in old.Concat(Directory.EnumerateFiles(path, Pattern + ".tmp")).ToArray())
        {
            try
            {
                File.Delete(name);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                LogNotDeleted(Path.GetFileName(name), problem);
            }
        }
    }

    [LoggerMessage(410, LogLevel.Warning, "Model file {Name} cannot be read and is passed over")]
    private partial void LogUnreadable(string name, Exception problem);

    [LoggerMessage(411, LogLevel.Warning, "Old model file {Name} cannot be deleted")]
    private partial void LogNotDeleted(string name, Exception problem);
}
