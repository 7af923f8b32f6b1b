using Personalize.Engine.Clusters;
using Personalize.Engine.Content;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine.Sections;

/// <summary>Which section of a model file holds what. Derived figures are computed anew, by the code that first made them.</summary>
internal static class ModelSections
{
    private const string Head = "head";
    private const string Words = "words";
    private const string Vectors = "vectors";
    private const string Groups = "clusters";
    private const string Masses = "masses";
    private const string Blend = "blend";

    public static IReadOnlyList<(string Name, byte[] Content)> Write(ModelSet models) =>
    [
        (Head, WriteHead(models)), (Words, WriteWords(models.Catalogue.Text)),
        (Vectors, Rows(new SectionWriter(), models.Catalogue.Vectors).ToArray()),
        (Groups, WriteClusters(models.Clusters)), (Masses, WriteMasses(models)), (Blend, WriteBlend(models.Hybrid)),
    ];

    public static ModelSet Read(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> sections)
    {
        var head = new SectionReader(sections[Head]);
        var version = head.Int64();
        var (trainedAt, asOf) = (head.Time(), head.Time());
        var settings = ModelSettings.OfText(head.Text());
        var (customers, items) = (Vocabulary.Of(head.Texts()), Vocabulary.Of(head.Texts()));
        var text = ReadWords(new SectionReader(sections[Words]));
        var catalogue = new CatalogueIndex(text, ReadRows(new SectionReader(sections[Vectors])));
        var clusters = ReadClusters(new SectionReader(sections[Groups]), settings.ClusterTerms);
        var masses = new SectionReader(sections[Masses]);
        var popularity = new PopularityModel(masses.Doubles(), masses.Double(), version);
        var cluster = new ClusterScorer(ReadRows(masses), version);
        var engagement = ScoreScale.Of(masses.Doubles());
        var content = new ContentScorer(catalogue, version);
        var hybrid = ReadBlend(new SectionReader(sections[Blend]), [content, cluster, popularity], version);
        return new ModelSet
        {
            Version = version,
            TrainedAt = trainedAt,
            AsOf = asOf,
            Settings = settings,
            Customers = customers,
            Items = items,
            Catalogue = catalogue,
            Clusters = clusters,
            Content = content,
            ClusterPopularity = cluster,
            Popularity = popularity,
            Hybrid = hybrid,
            Engagement = engagement,
        };
    }

    private static byte[] WriteHead(ModelSet models) => new SectionWriter()
        .Int64(models.Version).Time(models.TrainedAt).Time(models.AsOf).Text(models.Settings.ToText())
        .Texts(Ids(models.Customers)).Texts(Ids(models.Items)).ToArray();

    private static byte[] WriteWords(TfIdfModel text) => new SectionWriter()
        .Int32((int)text.Mode).Int32(text.DocumentCount).Texts(text.Tokenizer.Phrases)
        .Texts(Ids(text.Terms)).Ints(text.DocumentFrequencies).ToArray();

    private static TfIdfModel ReadWords(SectionReader section)
    {
        var (mode, documents) = ((IdfMode)section.Int32(), section.Int32());
        var tokenizer = new Tokenizer(section.Texts());
        var terms = Vocabulary.Of(section.Texts());
        return new TfIdfModel(mode, tokenizer, terms, section.Ints(), documents);
    }

    private static byte[] WriteClusters(ClusterModel clusters) => new SectionWriter()
        .Int32(clusters.Count).Floats(clusters.Centroids.Values).Ints(clusters.Labels).Double(clusters.Inertia).ToArray();

    private static ClusterModel ReadClusters(SectionReader section, int entriesPerPoint) =>
        new(new Centroids(section.Int32(), section.Floats()), section.Ints(), section.Double(), entriesPerPoint);

    private static byte[] WriteMasses(ModelSet models)
    {
        var section = new SectionWriter().Doubles(models.Popularity.Masses).Double(models.Popularity.RatePerDay);
        return Rows(section, models.ClusterPopularity.Masses).Doubles(models.Engagement.Sorted).ToArray();
    }

    private static byte[] WriteBlend(HybridScorer hybrid)
    {
        var section = new SectionWriter().Text(hybrid.BaseName).Int32(hybrid.Parts.Count);
        foreach (var part in hybrid.Parts)
        {
            section.Text(part.Scorer.Name).Double(part.Weight).Doubles(part.Calibration.Values).Doubles(part.Calibration.Shares);
        }
        return section.ToArray();
    }

    private static HybridScorer ReadBlend(SectionReader section, IReadOnlyList<IScorer> scorers, long version)
    {
        var baseName = section.Text();
        var parts = new HybridPart[section.Int32()];
        for (var part = 0; part < parts.Length; part++)
        {
            var name = section.Text();
            var scorer = scorers.FirstOrDefault(known => known.Name == name) ?? throw new FormatException($"Unknown scorer '{name}'.");
            var weight = section.Double();
            parts[part] = new HybridPart(scorer, new Calibration(section.Doubles(), section.Doubles()), weight);
        }
        return new HybridScorer(parts, baseName, version);
    }

    private static SectionWriter Rows(SectionWriter section, CompressedRows rows) =>
        section.Int32(rows.ColumnCount).Ints(rows.Starts).Ints(rows.Columns).Floats(rows.Values);

    private static CompressedRows ReadRows(SectionReader section) =>
        new(section.Int32(), section.Ints(), section.Ints(), section.Floats());

    private static string[] Ids(Vocabulary vocabulary)
    {
        var ids = new string[vocabulary.Count];
        for (var number = 0; number < ids.Length; number++) ids[number] = vocabulary.IdOf(number);
        return ids;
    }
}
