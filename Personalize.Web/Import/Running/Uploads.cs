using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Personalize.Web.Hosting;

namespace Personalize.Web.Import.Running;

/// <summary>The folder where uploaded files wait. Names in it are ours; what a sender calls a file is only ever shown.</summary>
internal sealed class Uploads
{
    public const int DisplayNameLength = 200;
    private const int EndingLength = 10;
    private readonly string _folder;

    public Uploads(IOptions<PersonalizeOptions> options)
    {
        _folder = Path.Combine(options.Value.DataFolder, "uploads");
        // What is left here belongs to imports that died with the last process.
        if (Directory.Exists(_folder))
        {
            foreach (var file in Directory.EnumerateFiles(_folder, "*.upload"))
                Delete(file);
        }
    }

    public FileStream Create()
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.upload");
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 64 << 10, FileOptions.Asynchronous);
    }

    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // Still open somewhere; the next start deletes it.
        }
    }

    /// <summary>The last part of a path, without characters that are invisible or turn the text around, with its ending kept.</summary>
    public static string DisplayName(string? given)
    {
        var name = (given ?? "").Split('/', '\\')[^1];
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                clean.Append(rune.ToString());
        }

        name = clean.ToString().Trim();
        if (name.Length > DisplayNameLength)
        {
            var ending = CutText.To(Path.GetExtension(name), EndingLength);
            name = CutText.To(name, DisplayNameLength - ending.Length) + ending;
        }

        return name.Length == 0 ? "upload" : name;
    }
}
