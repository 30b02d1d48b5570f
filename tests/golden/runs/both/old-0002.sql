PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'/bin/sh');
INSERT INTO "argument" VALUES(1,'-c');
INSERT INTO "argument" VALUES(2,'./old');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "bucket" VALUES(0,0.0,0.1);
INSERT INTO "bucket" VALUES(1,0.1,0.2);
INSERT INTO "bucket" VALUES(2,0.2,3.00000000000000044408e-01);
INSERT INTO "bucket" VALUES(3,3.00000000000000044408e-01,0.4);
INSERT INTO "bucket" VALUES(4,0.4,0.5);
INSERT INTO "bucket" VALUES(5,0.5,6.00000000000000088817e-01);
INSERT INTO "bucket" VALUES(6,6.00000000000000088817e-01,7.00000000000000066613e-01);
INSERT INTO "bucket" VALUES(7,7.00000000000000066613e-01,0.782886382);
CREATE TABLE carbon (  -- one row: the intensity the run is converted with
  intensity_g_per_j REAL NOT NULL,        -- grams CO2e; times 3.6e6 is g/kWh
  intensity_u_rel REAL NOT NULL,          -- standard relative uncertainty
  place TEXT NOT NULL,
  place_name TEXT NOT NULL,
  year INTEGER,                           -- of the data
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  stated INTEGER NOT NULL,                -- 0: nobody said where, world average
  pue REAL NOT NULL,                      -- power usage effectiveness, >= 1
  pue_u REAL NOT NULL,                    -- its standard uncertainty
  pue_stated INTEGER NOT NULL,
  series TEXT NOT NULL                    -- file of an hourly series, "" none
) STRICT;
INSERT INTO "carbon" VALUES(1.15e-05,2.84331529684803352431e-01,'FR','France',2025,'lifecycle,generation','OWID/Ember',1,1.0,0.0,0,'');
CREATE TABLE domain (  -- what the meters read, one row each
  id INTEGER PRIMARY KEY,                 -- 0, 1, 2, ...
  meter TEXT NOT NULL,                    -- "rapl-powercap", "model", ...
  name TEXT NOT NULL,                     -- "package-0", "dram-0", ...
  scope TEXT NOT NULL,                    -- what is inside
  source TEXT NOT NULL,                   -- where it is read
  component TEXT NOT NULL,                -- "cpu", "memory", "gpu", "node"
  role TEXT NOT NULL,                     -- "total" is added up; "inside" and "alternative" must never be
  kind TEXT NOT NULL,                     -- "measured", "integrated", "modelled", "assumed"
  u_rel REAL NOT NULL,                    -- standard relative uncertainty of the meter's gain
  update_step_s REAL NOT NULL,            -- the counter steps about this often
  package INTEGER NOT NULL                -- -1 none or all
) STRICT;
INSERT INTO "domain" VALUES(0,'rapl-powercap','package-0','package','powercap/intel-rapl:0','cpu','total','measured',0.03,0.001,0);
INSERT INTO "domain" VALUES(1,'rapl-powercap','dram-0','dram','powercap/intel-rapl:0:1','memory','total','measured',0.1,0.001,0);
INSERT INTO "domain" VALUES(2,'rapl-powercap','core-0','core','powercap/intel-rapl:0:0','cpu','inside','measured',0.03,0.001,0);
CREATE TABLE domain_total (  -- sums over the run, one row per domain
  domain INTEGER PRIMARY KEY REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- columns as in interval_energy
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,
  own_dynamic_j REAL NOT NULL,
  other_dynamic_j REAL NOT NULL,
  tree_static_j REAL NOT NULL,
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,
  idle_known INTEGER NOT NULL,            -- 0: idle_j is 0 because nobody knows it
  idle_power_w REAL NOT NULL,
  idle_power_u_w REAL NOT NULL,           -- standard uncertainty
  factor90_low REAL NOT NULL,             -- 90 % interval of gross_j as factors on it; 0, 0: none given
  factor90_high REAL NOT NULL,
  good_readings INTEGER NOT NULL,
  gap_readings INTEGER NOT NULL,
  lost_readings INTEGER NOT NULL,
  ambiguous_readings INTEGER NOT NULL
) STRICT;
INSERT INTO "domain_total" VALUES(0,27.38773,1.4090633215645146592e+01,1.27506650007134822997e+01,0.546431783641369,3.55618312575245454354e-16,1.34699996251156530748e+01,6.20633590529495182686e-01,1.24564323306945751168e-01,1,1.79983118107745383436e+01,3.245759713125901183e-03,0.0,0.0,4,0,0,0);
INSERT INTO "domain_total" VALUES(1,3.235026,2.34843886999580231389e+00,8.50180589224790450586e-01,3.6406540779406942887e-02,9.86623976961809e-18,2.24499993820910281883e+00,1.03438931786699814252e-01,1.1067626516477723983e-02,1,2.99971863605082145198e+00,5.40842697376628486934e-04,0.0,0.0,4,0,0,0);
INSERT INTO "domain_total" VALUES(2,17.342976,6.26349807510765277385e+00,1.06240751534388806471e+01,4.55402771453467303253e-01,-9.45424294407359866454e-17,5.98761712354669217717e+00,2.75880951560959264412e-01,1.03807602416285907342e-01,1,8.00051989550081543711e+00,2.42758664790174421427e-03,0.0,0.0,4,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'_start','','',0,0,'native');
INSERT INTO "function" VALUES(1,'_dl_start','','',0,0,'native');
INSERT INTO "function" VALUES(2,'_dl_sysdep_start','','',0,0,'native');
INSERT INTO "function" VALUES(3,'dl_main','','',0,0,'native');
INSERT INTO "function" VALUES(4,'_dl_relocate_object','','',0,0,'native');
INSERT INTO "function" VALUES(5,'_dl_lookup_symbol_x','','',0,0,'native');
INSERT INTO "function" VALUES(6,'_dl_map_object_deps','','',0,0,'native');
INSERT INTO "function" VALUES(7,'_dl_catch_exception','','',0,0,'native');
INSERT INTO "function" VALUES(8,'openaux','','',0,0,'native');
INSERT INTO "function" VALUES(9,'_dl_map_object','','',0,0,'native');
INSERT INTO "function" VALUES(10,'_dl_map_object_from_fd','','',0,0,'native');
INSERT INTO "function" VALUES(11,'_dl_start_user','','',0,0,'native');
INSERT INTO "function" VALUES(12,'_dl_init','','',0,0,'native');
INSERT INTO "function" VALUES(13,'call_init','','',0,0,'native');
INSERT INTO "function" VALUES(14,'execve','','',0,1,'native');
INSERT INTO "function" VALUES(15,'__libc_start_main','','',0,1,'native');
INSERT INTO "function" VALUES(16,'__libc_start_call_main','','',0,1,'native');
INSERT INTO "function" VALUES(17,'exit','','',0,1,'native');
INSERT INTO "function" VALUES(18,'__run_exit_handlers','','',0,1,'native');
INSERT INTO "function" VALUES(19,'_IO_cleanup','','',0,1,'native');
INSERT INTO "function" VALUES(20,'_IO_flush_all_lockp','','',0,1,'native');
INSERT INTO "function" VALUES(21,'_IO_do_write','','',0,1,'native');
INSERT INTO "function" VALUES(22,'new_do_write','','',0,1,'native');
INSERT INTO "function" VALUES(23,'_IO_file_write','','',0,1,'native');
INSERT INTO "function" VALUES(24,'write','','',0,1,'native');
INSERT INTO "function" VALUES(25,'read_session','','/usr/src/calo/src/agent/setup/load.cpp',63,2,'native');
INSERT INTO "function" VALUES(26,'calo::agent::(anonymous namespace)::load(int, char**, char**)','_ZN4calo5agent12_GLOBAL__N_14loadEiPPcS3_','/usr/src/calo/src/agent/setup/load.cpp',164,2,'native');
INSERT INTO "function" VALUES(27,'_start','','',0,3,'native');
INSERT INTO "function" VALUES(28,'main','','/home/user/projects/series/sum.c',22,3,'native');
INSERT INTO "function" VALUES(29,'fill','','/home/user/projects/series/sum.c',5,3,'native');
INSERT INTO "function" VALUES(30,'sum','','/home/user/projects/series/sum.c',10,3,'native');
CREATE TABLE interval (  -- what happened between two readings
  id INTEGER PRIMARY KEY,                 -- ascends with time; numbers are left out where neighbours were joined
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL,
  tree_user_s REAL NOT NULL,              -- CPU time of the program's processes
  tree_system_s REAL NOT NULL,
  own_s REAL NOT NULL,                    -- CPU time of calo
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,                  -- CPU time taken by the hypervisor
  processes INTEGER NOT NULL,             -- at the end of the interval, also threads and memory
  threads INTEGER NOT NULL,
  rss_bytes REAL NOT NULL,
  pss_bytes REAL,
  swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  context_switches INTEGER,               -- of the whole machine
  read_chars_bytes REAL,                  -- through read(2) and friends
  written_chars_bytes REAL,
  read_disk_bytes REAL,                   -- that reached storage
  written_disk_bytes REAL,
  frequency_hz REAL,                      -- mean
  temperature_celsius REAL                -- mean
) STRICT;
INSERT INTO "interval" VALUES(0,0.0,0.030528258,1.76649440000000018669e-02,0.0,2.17600000000000431965e-03,0.0,0.0,2,2,2760704.0,576512.0,0.0,194,0,29,9625.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(1,0.030528258,0.408047576,2.06020038181818188061e-01,1.06516658181818324457e-02,1.344599999999999268e-02,0.0,0.0,2,2,3547136.0,1203200.0,NULL,169,0,260,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.408047576,0.708350217,1.75798079000000051497e-01,0.0,0.003476,0.0,0.0,2,2,3547136.0,NULL,NULL,0,0,215,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,0.708350217,0.782886382,2.99739388181817223433e-02,1.27743341818181699309e-02,1.95100000000000828315e-03,0.0,0.0,0,0,0.0,NULL,NULL,9,0,44,0.0,12.0,0.0,0.0,NULL,NULL);
CREATE TABLE interval_energy (  -- energy of each domain in each interval, shared out:
  interval INTEGER NOT NULL REFERENCES interval(id),
  domain INTEGER NOT NULL REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- = idle + tree_dynamic + own_dynamic + other_dynamic
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,           -- the program's processes
  own_dynamic_j REAL NOT NULL,            -- calo
  other_dynamic_j REAL NOT NULL,          -- everybody else
  tree_static_j REAL NOT NULL,            -- the program's part of idle, by busy CPU time
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,                -- standard uncertainty of tree_dynamic_j from the sharing alone
  outcome TEXT NOT NULL,                  -- "good", "first", "gap", "ambiguous", "lost", "gone"
  PRIMARY KEY (interval, domain)
) STRICT, WITHOUT ROWID;
INSERT INTO "interval_energy" VALUES(0,0,0.626056,5.49457106523772220718e-01,6.81981242283395266978e-02,8.40076924788819671963e-03,1.73472347597680709441e-18,4.89196936251847125376e-01,6.02601702719250884032e-02,1.79506521448818696234e-03,'good');
INSERT INTO "interval_energy" VALUES(0,1,0.095605,9.15761844487675696901e-02,3.58696648198038921945e-03,4.41849069252036306433e-04,3.25260651745651330202e-19,0.081532822733694,1.00433617150735652462e-02,1.25884962970138406228e-04,'good');
INSERT INTO "interval_energy" VALUES(0,2,0.312229,2.44241935503981932864e-01,6.05307734877204781098e-02,7.45629100829756519958e-03,2.60208521396521064161e-18,2.17455384841036380993e-01,2.678655066294555534e-02,1.59325035876454286151e-03,'good');
INSERT INTO "interval_energy" VALUES(1,0,13.318126,6.7947103999549494091e+00,6.14224611749969273688e+00,3.81169482545357263258e-01,5.55111512312578270211e-17,6.39768889987169586675e+00,3.97021500083253930935e-01,8.61353714489354743699e-02,'good');
INSERT INTO "interval_energy" VALUES(1,1,1.568293,1.13245173367379647899e+00,4.1037463961667342005e-01,2.54666267095300415113e-02,-3.46944695195361418882e-18,1.0662814836395886342e+00,6.61702500342079696915e-02,7.67314786597840872706e-03,'good');
INSERT INTO "interval_energy" VALUES(1,2,8.452369,3.02035081459489962441e+00,5.11462010932766375503e+00,3.17398076077436142039e-01,-3.88578058618804789148e-16,2.843868795405958938e+00,1.76482019188940797427e-01,7.17245278859757889877e-02,'good');
INSERT INTO "interval_energy" VALUES(2,0,10.988583,5.40494057031708585725e+00,5.47537947725922435893e+00,1.0826295242368977334e-01,2.22044604925031308084e-16,5.30014252295173182716e+00,1.04798047365353821924e-01,2.54793141350275718914e-02,'good');
INSERT INTO "interval_energy" VALUES(2,1,1.271832,9.00823428662979486247e-01,3.63814972568246630668e-01,7.19359876877394537747e-03,1.12757025938492461136e-17,8.83357087430053478094e-01,0.0174663412329259,0.00225731836160828,'good');
INSERT INTO "interval_energy" VALUES(2,2,7.06003,2.40257725399193855508e+00,4.56714796890124929973e+00,9.03047771068120480597e-02,3.46944695195361418882e-16,2.35599294809863657462e+00,4.65843058933019249501e-02,2.12529192331044683439e-02,'good');
INSERT INTO "interval_energy" VALUES(3,0,2.454965,1.34152513884934054821e+00,1.06484128172622560803e+00,4.85985794244338312197e-02,7.63278329429795121541e-17,1.28297126604037825536e+00,5.85538728089622512174e-02,1.11545725084945118732e-02,'good');
INSERT INTO "interval_energy" VALUES(3,1,0.299296,2.23587523210259098149e-01,7.24040105578899889637e-02,3.30446623185091763186e-03,1.73472347597680709441e-18,2.13828544405766735048e-01,9.75897880449237524469e-03,1.01127532592089732291e-03,'good');
INSERT INTO "interval_energy" VALUES(3,2,1.518348,5.96328071016831828821e-01,8.81776301722246746983e-01,4.02436272609215106577e-02,-5.55111512312578270211e-17,5.70299995201060783145e-01,2.60280758157710179201e-02,0.00923690493844111,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,0,109431);
INSERT INTO "location" VALUES(1,0,113867);
INSERT INTO "location" VALUES(2,0,107342);
INSERT INTO "location" VALUES(3,0,122424);
INSERT INTO "location" VALUES(4,0,58464);
INSERT INTO "location" VALUES(5,0,39939);
INSERT INTO "location" VALUES(6,1,871127);
INSERT INTO "location" VALUES(7,0,121620);
INSERT INTO "location" VALUES(8,0,9673);
INSERT INTO "location" VALUES(9,0,99344);
INSERT INTO "location" VALUES(10,0,8800);
INSERT INTO "location" VALUES(11,0,32964);
INSERT INTO "location" VALUES(12,0,30983);
INSERT INTO "location" VALUES(13,0,109471);
INSERT INTO "location" VALUES(14,0,19203);
INSERT INTO "location" VALUES(15,0,18973);
INSERT INTO "location" VALUES(16,2,4420);
INSERT INTO "location" VALUES(17,3,4368);
INSERT INTO "location" VALUES(18,1,160516);
INSERT INTO "location" VALUES(19,1,160329);
INSERT INTO "location" VALUES(20,3,5317);
INSERT INTO "location" VALUES(21,3,4629);
INSERT INTO "location" VALUES(22,3,4624);
INSERT INTO "location" VALUES(23,3,4633);
INSERT INTO "location" VALUES(24,3,5422);
INSERT INTO "location" VALUES(25,3,4663);
INSERT INTO "location" VALUES(26,3,4670);
INSERT INTO "location" VALUES(27,3,4667);
INSERT INTO "location" VALUES(28,1,160336);
INSERT INTO "location" VALUES(29,1,255641);
INSERT INTO "location" VALUES(30,1,255249);
INSERT INTO "location" VALUES(31,1,539481);
INSERT INTO "location" VALUES(32,1,539045);
INSERT INTO "location" VALUES(33,1,532440);
INSERT INTO "location" VALUES(34,1,525183);
INSERT INTO "location" VALUES(35,1,528324);
INSERT INTO "location" VALUES(36,1,1016656);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,0,0);
INSERT INTO "location_line" VALUES(1,0,1,0);
INSERT INTO "location_line" VALUES(2,0,2,0);
INSERT INTO "location_line" VALUES(3,0,3,0);
INSERT INTO "location_line" VALUES(4,0,4,0);
INSERT INTO "location_line" VALUES(5,0,5,0);
INSERT INTO "location_line" VALUES(6,0,14,0);
INSERT INTO "location_line" VALUES(7,0,3,0);
INSERT INTO "location_line" VALUES(8,0,6,0);
INSERT INTO "location_line" VALUES(9,0,7,0);
INSERT INTO "location_line" VALUES(10,0,8,0);
INSERT INTO "location_line" VALUES(11,0,9,0);
INSERT INTO "location_line" VALUES(12,0,10,0);
INSERT INTO "location_line" VALUES(13,0,11,0);
INSERT INTO "location_line" VALUES(14,0,12,0);
INSERT INTO "location_line" VALUES(15,0,13,0);
INSERT INTO "location_line" VALUES(16,0,25,83);
INSERT INTO "location_line" VALUES(16,1,26,170);
INSERT INTO "location_line" VALUES(17,0,27,0);
INSERT INTO "location_line" VALUES(18,0,15,0);
INSERT INTO "location_line" VALUES(19,0,16,0);
INSERT INTO "location_line" VALUES(20,0,28,27);
INSERT INTO "location_line" VALUES(21,0,29,7);
INSERT INTO "location_line" VALUES(22,0,29,7);
INSERT INTO "location_line" VALUES(23,0,29,7);
INSERT INTO "location_line" VALUES(24,0,28,30);
INSERT INTO "location_line" VALUES(25,0,30,17);
INSERT INTO "location_line" VALUES(26,0,30,17);
INSERT INTO "location_line" VALUES(27,0,30,17);
INSERT INTO "location_line" VALUES(28,0,16,0);
INSERT INTO "location_line" VALUES(29,0,17,0);
INSERT INTO "location_line" VALUES(30,0,18,0);
INSERT INTO "location_line" VALUES(31,0,19,0);
INSERT INTO "location_line" VALUES(32,0,20,0);
INSERT INTO "location_line" VALUES(33,0,21,0);
INSERT INTO "location_line" VALUES(34,0,22,0);
INSERT INTO "location_line" VALUES(35,0,23,0);
INSERT INTO "location_line" VALUES(36,0,24,0);
CREATE TABLE machine (  -- one row; no serial numbers, no addresses, no host name
  cpu_model TEXT NOT NULL,                -- "" unknown, also below
  cpu_vendor TEXT NOT NULL,
  cpu_family INTEGER NOT NULL,            -- CPUID; -1 unknown, also below
  cpu_model_number INTEGER NOT NULL,
  cpu_stepping INTEGER NOT NULL,
  sockets INTEGER NOT NULL,               -- 0 unknown, also below
  cores INTEGER NOT NULL,                 -- physical
  threads INTEGER NOT NULL,               -- logical CPUs online
  smt INTEGER NOT NULL,                   -- 0, 1
  memory_bytes REAL NOT NULL,
  virtualisation TEXT NOT NULL,           -- "" on bare metal
  cpu_limit REAL,                         -- CPUs the cgroup allows; NULL unlimited
  kernel TEXT NOT NULL,
  governor TEXT NOT NULL,
  turbo TEXT NOT NULL                     -- "on", "off", ""
) STRICT;
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz','Intel',6,85,4,1,2,2,0,16777216000.0,'',NULL,'6.8.0-45-generic','performance','on');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(1,'/usr/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
INSERT INTO "module" VALUES(2,'/usr/lib/calo/libcalo-agent.so','afc1e5f0d949ccada7b889e8ad4162f607f501ce',0);
INSERT INTO "module" VALUES(3,'/home/user/projects/series/old','cc50bebc23066dcfc66eac33c3c9156256ac215b',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Idle power: measured 0 h before the run over 10 s, Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz, kernel 6.8.0-45-generic, governor performance, turbo on, SMT off.');
INSERT INTO "note" VALUES(1,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
CREATE TABLE phase (  -- what the program says it was doing; no rows if it says nothing
  id INTEGER PRIMARY KEY,                 -- 0 is everything outside of phases, with an empty name
  parent INTEGER NOT NULL,                -- the phase around it; -1 none
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,                  -- first time it began
  end_s REAL NOT NULL,                    -- last time it was seen going on
  times INTEGER NOT NULL,                 -- how often it began
  count REAL NOT NULL,                    -- what the program says it did in it (epochs, events); 0 nothing said
  wall_s REAL NOT NULL,                   -- from here on without the phases inside it, so that all rows add up
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_by_cpu_j REAL NOT NULL,          -- the program's part of their idle energy, by busy CPU time
  static_by_time_j REAL NOT NULL          -- all their idle energy, by time
) STRICT;
INSERT INTO "phase" VALUES(0,-1,'',0.0,0.782886382,0,0.0,3.55488970000000792381e-02,2.05185979999999296152e-02,1.47787388204686370718e-01,6.70635060999357879296e-01,7.46456821557060390404e-01);
INSERT INTO "phase" VALUES(1,-1,'fill',0.029951273,0.405638728,1,0.0,0.375687455,0.215089674,6.50477674968482411088e+00,7.40947215024947158923e+00,7.88869661858033399681e+00);
INSERT INTO "phase" VALUES(2,-1,'sum',0.405666481,0.777316511,1,0.0,3.7165002999999996458e-01,2.1727472800000002806e-01,6.94828145204876257423e+00,7.63489235207592642495e+00,7.8039186455035576273e+00);
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "phase_span" VALUES(0,1,1,0.029951273,0.405638728);
INSERT INTO "phase_span" VALUES(1,2,1,0.405666481,0.777316511);
CREATE TABLE process (  -- processes of the program; short ones of one name may share a row
  id INTEGER PRIMARY KEY,                 -- unique in the run, unlike pid
  parent INTEGER NOT NULL,                -- id; -1 unknown or outside
  pid INTEGER NOT NULL,
  count INTEGER NOT NULL,                 -- processes in this row
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL,                             -- NULL still running
  user_s REAL NOT NULL,                   -- CPU time
  system_s REAL NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  threads_peak INTEGER NOT NULL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  wait_status INTEGER,                    -- as wait(2) gives it
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_j REAL NOT NULL                  -- share of their idle energy, by busy CPU time
) STRICT;
INSERT INTO "process" VALUES(0,-1,4200,1,'sh',0.0,0.782723443,1.36733660000000010331e-02,0.0,1753088.0,1,109,0,0.0,0.0,0,0.0813464016283554,4.44862302902081785394e-01);
INSERT INTO "process" VALUES(1,0,4201,1,'old',0.022947974,0.782723443,4.27947848512820472333e-01,1.12617854871794858401e-02,1916928.0,1,254,0,0.0,0.0,NULL,1.35194991883099184808e+01,1.52701372604226737195e+01);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(0.005025126,1,0,0,0.0);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('old',1773648002346347561,0.1,NULL,NULL,'0.1.0',1);
CREATE TABLE run_end (  -- one row: what is known at the end, or at the last commit if complete = 0
  complete INTEGER NOT NULL,              -- 0: calo was cut off, or is still recording
  wait_status INTEGER,                    -- of the program, as wait(2) gives it
  wall_s REAL NOT NULL,                   -- start to the last reading
  program_wall_s REAL NOT NULL,           -- start to the end of the program itself
  cpu_user_s REAL NOT NULL,               -- of the whole tree
  cpu_system_s REAL NOT NULL,
  processes INTEGER NOT NULL,             -- that belonged to the tree at any time
  processes_exact INTEGER NOT NULL,       -- 0: a lower bound
  threads_peak INTEGER NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  peak_pss_bytes REAL,
  peak_swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  voluntary_switches INTEGER,
  involuntary_switches INTEGER,
  read_chars_bytes REAL,
  written_chars_bytes REAL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  own_cpu_s REAL NOT NULL,                -- calo's own cost
  own_peak_rss_bytes REAL NOT NULL,
  ticks INTEGER NOT NULL,
  lost_records INTEGER NOT NULL,          -- exit records or intervals that were dropped
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,
  peak_power_w REAL NOT NULL              -- largest gross power of the "total" domains over one interval
) STRICT;
INSERT INTO "run_end" VALUES(1,0,0.782886382,0.782723443,0.429457,2.34260000000000023767e-02,2,1,2,3547136.0,1203200.0,0.0,372,0,5,193,9625.0,12.0,0.0,0.0,0.081421,14405632.0,4,0,0.0,0.0,4.08268637237859053365e+01);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;
INSERT INTO "stack" VALUES(0,-1,0);
INSERT INTO "stack" VALUES(1,0,1);
INSERT INTO "stack" VALUES(2,1,2);
INSERT INTO "stack" VALUES(3,2,3);
INSERT INTO "stack" VALUES(4,3,4);
INSERT INTO "stack" VALUES(5,4,5);
INSERT INTO "stack" VALUES(6,-1,6);
INSERT INTO "stack" VALUES(7,2,7);
INSERT INTO "stack" VALUES(8,7,8);
INSERT INTO "stack" VALUES(9,8,9);
INSERT INTO "stack" VALUES(10,9,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,-1,13);
INSERT INTO "stack" VALUES(14,13,14);
INSERT INTO "stack" VALUES(15,14,15);
INSERT INTO "stack" VALUES(16,15,16);
INSERT INTO "stack" VALUES(17,-1,17);
INSERT INTO "stack" VALUES(18,17,18);
INSERT INTO "stack" VALUES(19,18,19);
INSERT INTO "stack" VALUES(20,19,20);
INSERT INTO "stack" VALUES(21,20,21);
INSERT INTO "stack" VALUES(22,20,22);
INSERT INTO "stack" VALUES(23,20,23);
INSERT INTO "stack" VALUES(24,19,24);
INSERT INTO "stack" VALUES(25,24,25);
INSERT INTO "stack" VALUES(26,24,26);
INSERT INTO "stack" VALUES(27,24,27);
INSERT INTO "stack" VALUES(28,18,28);
INSERT INTO "stack" VALUES(29,28,29);
INSERT INTO "stack" VALUES(30,29,30);
INSERT INTO "stack" VALUES(31,30,31);
INSERT INTO "stack" VALUES(32,31,32);
INSERT INTO "stack" VALUES(33,32,33);
INSERT INTO "stack" VALUES(34,33,34);
INSERT INTO "stack" VALUES(35,34,35);
INSERT INTO "stack" VALUES(36,35,36);
CREATE TABLE stack_use (  -- what a thread used with this stack on top
  bucket INTEGER NOT NULL REFERENCES bucket(id),
  thread INTEGER NOT NULL REFERENCES thread(id),
  stack INTEGER NOT NULL REFERENCES stack(id),
  samples INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of its process's dynamic_j
  static_j REAL NOT NULL,                 -- share of its process's static_j
  dynamic_squares_j2 REAL NOT NULL,       -- J^2: sum of the squared dynamic energies of single samples
  PRIMARY KEY (bucket, thread, stack)
) STRICT, WITHOUT ROWID;
INSERT INTO "stack_use" VALUES(0,0,5,1,6.95310900000000071952e-03,2.82553717851436042574e-02,2.24645276190527237725e-01,7.98366034716689273488e-04);
INSERT INTO "stack_use" VALUES(0,1,6,1,0.00341237,1.38668591299906940328e-02,1.1024892621621053268e-01,1.92289782131006256648e-04);
INSERT INTO "stack_use" VALUES(0,1,12,1,1.36494800000000015942e-03,5.54674365199627796008e-03,4.40995704864842186232e-02,3.07663651409610089241e-05);
INSERT INTO "stack_use" VALUES(0,1,16,1,0.000835682,2.52367325437672443411e-02,0.0287848681032028,6.36892669485640766993e-04);
INSERT INTO "stack_use" VALUES(0,1,21,12,0.01780079,5.38334373587930237192e-01,0.613206832781007,2.47816020293714460442e-02);
INSERT INTO "stack_use" VALUES(0,1,22,3,4.09868300000000053417e-03,1.23953034968700734341e-01,1.4119263364172915387e-01,5.16867753828704080271e-03);
INSERT INTO "stack_use" VALUES(1,1,21,31,4.38090640000000364207e-02,1.32488080730762791681e+00,1.50914748067588289082e+00,5.66672441750250416303e-02);
INSERT INTO "stack_use" VALUES(1,1,22,10,1.39847610000000018015e-02,4.22929406656216810844e-01,4.81751147000180734991e-01,0.0178979335972002);
INSERT INTO "stack_use" VALUES(2,1,21,35,4.93513650000000428375e-02,1.49249197159139068702e+00,1.70007029042359691928e+00,6.36437795789929761092e-02);
INSERT INTO "stack_use" VALUES(2,1,22,12,0.016920468,5.11711533117048200658e-01,5.82881242430947188459e-01,2.18207244270833128352e-02);
INSERT INTO "stack_use" VALUES(3,1,21,35,4.93513650000000428375e-02,1.49249197159139068702e+00,1.70007029042359691928e+00,6.36437795789929761092e-02);
INSERT INTO "stack_use" VALUES(3,1,22,13,1.83305070000000028263e-02,5.54354160876802226631e-01,6.31454679300192833757e-01,2.3639118129340254415e-02);
INSERT INTO "stack_use" VALUES(3,1,23,1,0.001410039,4.26426277597540051567e-02,0.0485734368692456,1.81839370225694288082e-03);
INSERT INTO "stack_use" VALUES(4,1,25,41,5.78115990000000537496e-02,1.92002967663683343779e+00,2.03343262603881402839e+00,8.99149941607758212969e-02);
INSERT INTO "stack_use" VALUES(5,1,25,43,6.0631677000000057387e-02,2.01390227831859247586e+00,2.13265101210971730338e+00,9.43209857352748232139e-02);
INSERT INTO "stack_use" VALUES(6,1,25,34,4.79413260000000410188e-02,1.59238784797284060879e+00,1.68628219562163672584e+00,7.45793840697521887017e-02);
INSERT INTO "stack_use" VALUES(6,1,26,1,0.001410039,4.68349367050835477255e-02,4.95965351653422925615e-02,2.19351129616918204615e-03);
INSERT INTO "stack_use" VALUES(6,1,27,5,0.007050195,2.34174683525417731688e-01,2.47982675826711462807e-01,1.0967556480845909797e-02);
INSERT INTO "stack_use" VALUES(7,1,25,31,4.36947559999995224777e-02,1.16372954236851944287e+00,1.52871081730815561172e+00,4.3835806026810093805e-02);
INSERT INTO "stack_use" VALUES(7,1,36,1,0.0,0.0,0.0,0.0);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "tag" VALUES(0,'calo.block','2');
CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  process INTEGER NOT NULL,               -- -1 unknown
  tid INTEGER NOT NULL,
  name TEXT NOT NULL,
  sampled_s REAL NOT NULL,                -- CPU time that samples stand for
  unsampled_s REAL NOT NULL,              -- CPU time that none stands for
  samples INTEGER NOT NULL,
  truncated INTEGER NOT NULL              -- of them, that do not reach the start of the thread
) STRICT;
INSERT INTO "thread" VALUES(0,0,4200,'sh',6.95310900000000071952e-03,0.0,1,0);
INSERT INTO "thread" VALUES(1,1,4201,'old',4.40636125999996741686e-01,0.0,311,0);
CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE traced_function (  -- Python functions whose calls were counted exactly; no rows unless asked for
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,                     -- "~" for a builtin
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  calls INTEGER NOT NULL,
  primitive INTEGER NOT NULL,             -- calls that were not recursive
  own_s REAL NOT NULL,                    -- wall time as the interpreter's profiler counts it
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;
CREATE TABLE witness (  -- numbers of the run beside the same from somebody else; no rows until the run is complete
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- stable word for machines
  what TEXT NOT NULL,                     -- for people
  whose TEXT NOT NULL,                    -- who says "other"
  unit TEXT NOT NULL,                     -- "s", "B"; "" a count
  calo REAL NOT NULL,
  other REAL NOT NULL,
  "limit" REAL NOT NULL,                  -- how far they may be apart
  bound TEXT NOT NULL                     -- "equal"; "at_least", "at_most": calo, of other
) STRICT;
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',0.452883,0.452883,0.00552883,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',0.452883,0.452883,0.00552883,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',4.46162742999999750725e-01,0.452883,0.00552883,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',0.452883,4.48279612000000049487e-01,0.00548279612,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',4.74431999999999964856e-01,4.39999999999997726263e-01,9.39999999999997642996e-02,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',4.74431999999999964856e-01,1.56733286200142174493e+00,1.86733286200142165056e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-counter','energy of package-0','its counter, last reading minus first','J',27.38773,27.38773,1.02738772999999985557e-06,'equal');
INSERT INTO "witness" VALUES(7,'energy-counter','energy of dram-0','its counter, last reading minus first','J',3.235026,3.235026,1.003235026e-06,'equal');
INSERT INTO "witness" VALUES(8,'energy-counter','energy of core-0','its counter, last reading minus first','J',17.342976,17.342976,1.017342976e-06,'equal');
INSERT INTO "witness" VALUES(9,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',3.32153484443221387318e+01,3.32153484443221387318e+01,1.66076742221610706984e+00,'at_most');
INSERT INTO "witness" VALUES(10,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',3547136.0,2486272.0,24862.72,'at_least');
INSERT INTO "witness" VALUES(11,'processes','processes in the records','births told by the kernel','',2.0,2.0,0.0,'equal');
CREATE VIEW power AS  -- watts of each domain over time; NULL where the energy of an interval is not known for itself
SELECT e.interval, i.begin_s, i.end_s, d.name AS domain, d.role, d.kind,
       e.gross_j / e.known_s AS gross_w, iif(t.idle_known, e.idle_j / e.known_s, NULL) AS idle_w,
       e.tree_dynamic_j / e.known_s AS tree_dynamic_w, e.own_dynamic_j / e.known_s AS own_dynamic_w,
       e.other_dynamic_j / e.known_s AS other_dynamic_w
FROM (SELECT x.*,
             -- the reading after a gap brings the energy of the gap, too
             iif(outcome = 'good' AND
                 ifnull(lag(outcome) OVER (PARTITION BY domain ORDER BY interval), 'good') <> 'gap',
                 nullif(y.end_s - y.begin_s, 0), NULL) AS known_s
      FROM interval_energy x JOIN interval y ON y.id = x.interval) e
JOIN interval i ON i.id = e.interval JOIN domain d ON d.id = e.domain
JOIN domain_total t ON t.domain = e.domain;
CREATE VIEW summary AS  -- the run in one row; the energies add up the "total" domains and are NULL without one
SELECT run.name,
       (SELECT group_concat(value, ' ') FROM (SELECT value FROM argument ORDER BY position)) AS command,
       strftime('%Y-%m-%dT%H:%M:%SZ', run.started_utc_ns / 1000000000, 'unixepoch') AS started_utc,
       run_end.complete, run_end.wall_s, run_end.cpu_user_s + run_end.cpu_system_s AS cpu_s, run_end.peak_rss_bytes,
       sum(t.gross_j) AS gross_j, sum(t.idle_j) AS idle_j, sum(t.tree_dynamic_j) AS tree_dynamic_j,
       sum(t.tree_static_j) AS tree_static_j, group_concat(DISTINCT d.kind) AS kinds,
       carbon.intensity_g_per_j * 3.6e6 AS intensity_g_per_kwh, carbon.place, carbon.pue
FROM run, run_end, carbon LEFT JOIN domain d ON d.role = 'total' LEFT JOIN domain_total t ON t.domain = d.id;
CREATE VIEW function_use AS  -- what each function used by itself, without what it called
SELECT f.name, f.file, f.first_line, f.language, m.path AS module, sum(u.samples) AS samples,
       sum(u.cpu_s) AS cpu_s, sum(u.dynamic_j) AS dynamic_j, sum(u.static_j) AS static_j
FROM stack_use u JOIN stack s ON s.id = u.stack
JOIN location_line l ON l.location = s.location AND l.position = 0
JOIN function f ON f.id = l.function LEFT JOIN module m ON m.id = f.module
GROUP BY f.id ORDER BY cpu_s DESC;
COMMIT;
