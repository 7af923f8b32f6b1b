namespace Personalize.Web.Import.Running;

/// <summary>What to do with a file whose content has been imported before.</summary>
internal enum RepeatedFile
{
    /// <summary>Answer with the import of then.</summary>
    IsKnown,

    /// <summary>Import it once more, because what it brought may have been deleted; what is still there stays as it is.</summary>
    RunsAgain,
}
