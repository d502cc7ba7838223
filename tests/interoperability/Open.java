import java.io.File;
import org.gephi.graph.api.*;
import org.gephi.io.importer.api.*;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.*;
import org.openide.util.Lookup;

/** Prints how many nodes and edges Gephi finds in each file; its standard output is only that. */
public class Open {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
            projects.newProject();
            ImportController imports = Lookup.getDefault().lookup(ImportController.class);
            Container container = imports.importFile(new File(file));
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
            imports.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
            Graph graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel().getGraph();
            System.out.println(file + "\t" + graph.getNodeCount() + "\t" + graph.getEdgeCount());
        }
    }
}
